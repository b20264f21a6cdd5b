"""What a catalog promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.access import PUBLIC, Audience
from assistant.domain.answering_switch import SwitchChange
from assistant.domain.documents import (
    Confidence,
    DocumentState,
    DraftOutcome,
    Kind,
    Outcome,
    Provenance,
    Source,
    chunk_id,
)
from assistant.domain.file_reports import FileReport, PartQuality, PersonalFinding, Place, Quality
from assistant.domain.outcomes import OutcomeStatus
from assistant.domain.personal_data import PersonalKind
from assistant.domain.synchronising import FileOutcome
from assistant.errors import NotFound, StoreError
from assistant.store.catalog import Catalog
from assistant.store.outbox import Edition, Operation
from tests.store.samples import CONSULTANTS, STAFF, draft, metadata

Opener = Callable[[], Catalog]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{tmp_path / 'made' / 'catalog.sqlite3'}"


@pytest.fixture
def catalog(url: str) -> Iterator[Catalog]:
    opened = Catalog(url)
    yield opened
    opened.close()


def _publish_all(catalog: Catalog) -> int:
    return catalog.publish_through(catalog.last_position())


def _changes(catalog: Catalog, after: int = 0) -> list[tuple[str, str]]:
    return [(str(entry.operation), str(entry.edition)) for entry in catalog.outbox_after(after, 1_000)]


# putting documents in


def test_a_new_document_is_created_and_waits_for_the_indexes(catalog: Catalog) -> None:
    outcome, version = catalog.put(draft("case-1", ["하나", "둘"]), "digest-of-the-file")
    document = catalog.document("case-1")

    assert outcome is FileOutcome.CREATED
    assert (version.number, version.chunk_count, version.original_digest) == (1, 2, "digest-of-the-file")
    assert document is not None
    assert (document.state, document.served) == (DocumentState.PUBLISHED, None)
    assert document.newest == version == catalog.version("case-1", 1)
    assert _changes(catalog) == [("add", "case-1@1")]


def test_chunks_are_numbered_in_order_and_keep_heading_and_page(catalog: Catalog) -> None:
    catalog.put(draft("case-1", [f"글 {n}" for n in range(12)]), "d")

    chunks = catalog.chunks("case-1", 1)

    assert [chunk.ordinal for chunk in chunks] == list(range(12))
    assert chunks[3].chunk_id == chunk_id("case-1", 1, 3)
    assert (chunks[3].text, chunks[3].heading, chunks[3].page) == ("글 3", ("개요", "3절"), 4)
    assert catalog.chunk(chunks[3].chunk_id) == chunks[3]
    assert catalog.chunk("case-1@1#9999") is None
    assert catalog.chunks("case-1", 2) == []


def test_the_same_digest_is_unchanged_while_waiting_and_when_served(catalog: Catalog) -> None:
    catalog.put(draft(), "d")
    assert catalog.put(draft(), "d")[0] is FileOutcome.UNCHANGED
    _publish_all(catalog)
    outcome, version = catalog.put(draft(), "d")

    assert (outcome, version.number) == (FileOutcome.UNCHANGED, 1)
    assert _changes(catalog) == [("add", "case-1@1")]


def test_a_moved_file_is_unchanged_and_its_new_place_is_known(catalog: Catalog) -> None:
    catalog.put(draft(origin="old/case-1.md"), "d")
    outcome, version = catalog.put(draft(origin="new/case-1.md"), "d")

    assert (outcome, version.origin) == (FileOutcome.UNCHANGED, "new/case-1.md")
    assert catalog.under_root("/corpus") == {"new/case-1.md": "case-1"}


def test_the_old_version_is_served_until_the_new_one_is_published(catalog: Catalog) -> None:
    catalog.put(draft(texts=["옛 글"]), "d")
    _publish_all(catalog)
    outcome, version = catalog.put(draft(texts=["새 글"]), "d")

    assert (outcome, version.number) == (FileOutcome.UPDATED, 2)
    assert set(catalog.served(["case-1@1#0000", "case-1@2#0000"])) == {"case-1@1#0000"}

    assert _publish_all(catalog) == 1
    assert set(catalog.served(["case-1@1#0000", "case-1@2#0000"])) == {"case-1@2#0000"}
    assert _changes(catalog) == [("add", "case-1@1"), ("add", "case-1@2"), ("remove", "case-1@1")]
    document = catalog.document("case-1")
    assert document is not None
    assert [edition.number for edition in document.versions] == [1, 2]


def test_only_what_the_indexes_have_applied_is_published(catalog: Catalog) -> None:
    for name in ("a", "b", "c"):
        catalog.put(draft(name), "d")

    assert catalog.publish_through(2) == 2
    assert catalog.served_versions() == [("a", 1), ("b", 1)]
    assert catalog.publish_through(2) == 0


def test_a_version_replaced_while_it_waits_is_never_served(catalog: Catalog) -> None:
    catalog.put(draft(texts=["하나"]), "d")
    catalog.put(draft(texts=["둘"]), "d")

    assert _changes(catalog) == [("add", "case-1@1"), ("remove", "case-1@1"), ("add", "case-1@2")]
    assert catalog.publish_through(1) == 0
    assert _publish_all(catalog) == 1
    assert catalog.served_versions() == [("case-1", 2)]
    assert catalog.live_editions() == {Edition("case-1", 2): 1}


# withdrawing and restoring


def test_a_withdrawn_document_is_not_served_at_once(catalog: Catalog) -> None:
    catalog.put(draft(), "d")
    _publish_all(catalog)
    catalog.withdraw("case-1", "요청")

    document = catalog.document("case-1")
    assert document is not None
    assert (document.state, document.served) == (DocumentState.WITHDRAWN, None)
    assert catalog.served(["case-1@1#0000"]) == {}
    assert catalog.audiences() == set()
    assert catalog.under_root("/corpus") == {}
    assert _changes(catalog, after=1) == [("remove", "case-1@1")]
    assert catalog.chunk("case-1@1#0000") is not None, "old citations keep resolving"


def test_withdrawing_twice_changes_nothing(catalog: Catalog) -> None:
    catalog.put(draft(), "d")
    _publish_all(catalog)
    catalog.withdraw("case-1", "요청")
    before = catalog.last_position()
    catalog.withdraw("case-1", "또 요청")

    assert catalog.last_position() == before


def test_a_pending_addition_does_not_bring_a_withdrawn_document_back(catalog: Catalog) -> None:
    catalog.put(draft(), "d")
    catalog.withdraw("case-1", "요청")

    assert _publish_all(catalog) == 0
    assert catalog.served_versions() == []
    assert catalog.live_among([Edition("case-1", 1)]) == {}


def test_a_restored_document_waits_with_its_newest_version(catalog: Catalog) -> None:
    for text in ("옛 글", "새 글"):
        catalog.put(draft(texts=[text]), "d")
        _publish_all(catalog)
    catalog.withdraw("case-1", "요청")
    catalog.revisions.restore("case-1", STAFF)

    assert catalog.served_versions() == []
    assert _publish_all(catalog) == 1
    assert catalog.served_versions() == [("case-1", 2)]
    catalog.revisions.restore("case-1", STAFF)
    assert catalog.outbox_after(0, 1_000)[-1].operation is Operation.ADD


def test_a_withdrawn_document_comes_back_as_its_next_version(catalog: Catalog) -> None:
    catalog.put(draft(), "d")
    catalog.withdraw("case-1", "요청")
    outcome, version = catalog.put(draft(), "d")

    assert (outcome, version.number) == (FileOutcome.UPDATED, 2)
    _publish_all(catalog)
    assert catalog.served_versions() == [("case-1", 2)]


def test_what_does_not_exist_is_told_by_name(catalog: Catalog) -> None:
    with pytest.raises(NotFound, match="nobody"):
        catalog.withdraw("nobody", "요청")
    with pytest.raises(NotFound, match="nobody"):
        catalog.revisions.restore("nobody", STAFF)
    assert catalog.document("nobody") is None
    assert catalog.version("nobody", 1) is None


# metadata


def test_all_metadata_come_back_as_they_went_in(catalog: Catalog) -> None:
    everything = metadata(
        "가득-찬_문서.1",
        title="모든 항목이 있는 문서 “따옴표” 😀",
        title_en="A document with everything",
        audience=Audience.parse("company:가나다-정밀"),
        provenance=Provenance.ILLUSTRATIVE,
        publisher="중소벤처기업부",
        facts_as_of="2025",
        review_by="2027-01-31",
        sector=("제조", "금속"),
        company_size=("small", "medium"),
        region="경남",
        technologies=("vision",),
        stage=("pilot", "scale"),
        outcomes=(
            Outcome(metric="불량률", before=3.2, after=1, unit="%", period="6개월"),
            Outcome(metric="작업 시간", before="수작업", after=None),
        ),
        confidence=Confidence.SUPPLIER_CLAIM,
        sources=(
            Source(title="보도자료", publisher="기관", date="2025-03", url="https://example.org"),
            Source(title="면담"),
        ),
        licence="KOGL-1",
        extra={"tags": ["하나", {"깊이": 2}], "비고": None, "수": 0, "참": True},
    )
    catalog.put(draft("가득-찬_문서.1", audience=everything.audience), "d")
    outcome, version = catalog.put(draft(**_given(everything)), "d")
    _publish_all(catalog)

    assert outcome is FileOutcome.UPDATED
    assert version.metadata == everything
    assert catalog.served(["가득-찬_문서.1@2#0000"])["가득-찬_문서.1@2#0000"][1] == everything
    assert catalog.live_among([Edition("가득-찬_문서.1", 2)]) == {Edition("가득-찬_문서.1", 2): everything}


def _given(everything: object) -> dict[str, Any]:
    values = dict(vars(everything))
    return {"document_id": values.pop("id"), **values}


# lists


def test_documents_are_listed_by_id_with_all_their_versions(catalog: Catalog) -> None:
    for given in (draft("나"), draft("b"), draft("B"), draft("b", ["다른 글"])):
        catalog.put(given, "d")
    catalog.withdraw("B", "요청")

    documents = catalog.documents()

    assert [(document.id, len(document.versions)) for document in documents] == [("B", 1), ("b", 2), ("나", 1)]


def test_a_root_lists_the_documents_whose_newest_version_came_from_it(catalog: Catalog) -> None:
    catalog.put(draft("a", root="/one"), "d")
    catalog.put(draft("b", root="/one", origin="list.jsonl#3"), "d")
    catalog.put(draft("c", root="/two"), "d")
    _publish_all(catalog)
    catalog.put(draft("a", ["옮겨 감"], root="/two"), "d")

    assert catalog.under_root("/one") == {"list.jsonl#3": "b"}
    assert catalog.under_root("/two") == {"a.md": "a", "c.md": "c"}


def test_audiences_and_counts_are_those_of_served_documents(catalog: Catalog) -> None:
    catalog.put(draft("a", ["하나", "둘"]), "d")
    catalog.put(draft("b", audience=CONSULTANTS), "d")
    assert (catalog.audiences(), catalog.count_documents(), catalog.count_chunks()) == (set(), 0, 0)

    _publish_all(catalog)
    catalog.put(draft("c", audience=Audience.parse("staff")), "d")

    assert catalog.audiences() == {PUBLIC, CONSULTANTS}
    assert (catalog.count_documents(), catalog.count_chunks()) == (2, 3)
    assert catalog.served_chunk_ids() == {"a@1#0000", "a@1#0001", "b@1#0000"}
    assert catalog.waiting_editions() == {Edition("c", 1): 1}


def test_many_chunks_can_be_asked_for_at_once(catalog: Catalog) -> None:
    catalog.put(draft("a", [f"글 {n}" for n in range(1_000)]), "d")
    _publish_all(catalog)
    asked = [chunk_id("a", 1, n) for n in range(1_500)]

    served = catalog.served(asked + asked)

    assert len(served) == 1_000
    assert served["a@1#0999"][0].text == "글 999"
    assert catalog.served([]) == {}


# many at once, and lasting


def test_positions_appear_in_the_order_of_the_commits(catalog: Catalog) -> None:
    """An index that has read up to a position never misses one before it."""
    seen: list[int] = []
    stop = threading.Event()

    def follow() -> None:
        while True:
            is_last_look = stop.is_set()
            seen.extend(entry.position for entry in catalog.outbox_after(seen[-1] if seen else 0, 10))
            if is_last_look and seen and seen[-1] == catalog.last_position():
                return

    with ThreadPoolExecutor(5) as threads:
        following = threads.submit(follow)
        writing = [threads.submit(_put_many, catalog, f"writer-{n}") for n in range(4)]
        for each in writing:
            each.result()
        stop.set()
        following.result(timeout=60)

    assert seen == list(range(1, 61))


def _put_many(catalog: Catalog, name: str) -> None:
    for n in range(15):
        catalog.put(draft(f"{name}-{n}"), "d")


def test_everything_is_there_after_opening_again(url: str, catalog: Catalog) -> None:
    catalog.put(draft(), "d")
    _publish_all(catalog)
    generation = catalog.generations.begin("vectors:x", "model-a")
    catalog.generations.switch(generation)
    again = Catalog(url)

    assert again.documents() == catalog.documents()
    assert again.generations.serving("vectors:x") == catalog.generations.serving("vectors:x")
    again.close()


def test_many_can_open_a_new_catalog_at_the_same_time(url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        opened = list(threads.map(Catalog, [url] * 4))

    assert [catalog.last_position() for catalog in opened] == [0] * 4
    for catalog in opened:
        catalog.close()


# generations


def test_a_switch_serves_the_new_generation_and_retires_the_old(catalog: Catalog) -> None:
    register = catalog.generations
    catalog.put(draft(), "d")
    first = register.begin("vectors:x", "model-a", 0)
    register.switch(first)
    advanced = register.advance(first, 1, new_tombstones=3)
    second = register.begin("vectors:x", "model-b")
    assert register.begin("vectors:x", "model-b") == second, "an interrupted build resumes"
    assert (advanced.position, advanced.tombstones, second.position) == (1, 3, 1)

    register.switch(second)
    serving = register.serving("vectors:x")

    assert serving is not None
    assert serving.name == second.name
    assert [generation.name for generation in register.retired("vectors:x")] == [first.name]
    assert register.serving("words:x") is None
    register.forget(first)
    register.forget(first)
    assert register.names("vectors:x") == {second.name}


def test_a_build_for_another_model_is_abandoned(catalog: Catalog) -> None:
    register = catalog.generations
    building = register.begin("vectors:x", "model-a")
    register.abandon_others("vectors:x", "model-a")
    assert register.retired("vectors:x") == []
    register.abandon_others("vectors:x", "model-b")
    assert [generation.name for generation in register.retired("vectors:x")] == [building.name]


# failures


def test_no_error_of_the_database_leaks(catalog: Catalog) -> None:
    with pytest.raises(StoreError):
        catalog.put(draft(texts=["짝 없는 대리 문자 \ud800"]), "d")
    assert catalog.documents() == [], "a failed change leaves nothing behind"


# what was found in files

REPORT = FileReport(
    quality=Quality(
        score=0.8,
        shares={"glued_letters": 0.2},
        poor_parts=(PartQuality(place=Place(page=3), score=0.1, characters=90, shares={"glued_letters": 0.9}),),
        empty_pages=(4, 5),
        encoding="cp949",
        hidden_texts=2,
    ),
    personal_data=(
        PersonalFinding(
            kind=PersonalKind.EMAIL, place=Place(heading=("문의", "담당")), excerpt="[이메일 주소]로", is_hint=True
        ),
    ),
    is_masked=True,
)
FASTER = DraftOutcome(
    outcome=Outcome(metric="검사 시간", before=1.5, after=0.5, unit="분"), quote="1.5분에서", ordinal=1
)
FEWER = DraftOutcome(outcome=Outcome(metric="폐기", before="5~6", after=1, period="2025년"), quote="5~6회", ordinal=0)


def test_the_report_on_a_file_is_kept_with_its_version(catalog: Catalog) -> None:
    catalog.put(replace(draft("a"), report=REPORT), "digest")
    catalog.put(draft("a", ["새 글입니다."]), "digest")
    assert catalog.file_report("a", 1) == REPORT
    assert catalog.file_report("a", 2) is None


def test_proposed_outcomes_follow_the_served_version(catalog: Catalog) -> None:
    catalog.put(replace(draft("a", ["하나", "둘"]), outcomes=(FASTER, FEWER)), "digest")
    catalog.put(replace(draft("b", kind=Kind.PILOT), outcomes=(FEWER,)), "digest")
    assert catalog.outcomes() == []
    _publish_all(catalog)
    first, second, third = catalog.outcomes()
    assert (first.outcome, first.quote, first.chunk.chunk_id) == (FASTER.outcome, "1.5분에서", chunk_id("a", 1, 1))
    assert (second.outcome, second.metadata.id, second.status) == (FEWER.outcome, "a", OutcomeStatus.PROPOSED)
    assert catalog.outcomes(Kind.PILOT) == [third]

    catalog.put(replace(draft("a", ["새 글입니다."]), outcomes=(FEWER,)), "digest")
    _publish_all(catalog)
    assert [(one.metadata.id, one.chunk.version) for one in catalog.outcomes()] == [("a", 2), ("b", 1)]
    catalog.withdraw("b", "gone")
    assert [one.metadata.id for one in catalog.outcomes()] == ["a"]


# the switch


def test_the_switch_register_keeps_every_change_and_the_last_one_is_in_force(catalog: Catalog) -> None:
    register = catalog.switch_register
    assert register.last() is None
    changes = [
        SwitchChange(at=f"2026-11-22T0{hour}:00:00+00:00", by="김담당", is_answering=hour == 2, reason=f"까닭 {hour}")
        for hour in (1, 2)
    ]
    for change in changes:
        register.add(change)
    assert register.last() == changes[1]
    assert register.changes() == changes[::-1]
