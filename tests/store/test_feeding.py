"""The indexes follow the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.domain.access import PUBLIC, Audience
from assistant.domain.documents import Draft
from assistant.errors import ModelFailed, StoreError
from assistant.store.derived import indexed_text
from assistant.store.feeding import Pace
from assistant.store.vectors import Shelf
from tests.store.samples import CONSULTANTS, STAFF, OpenedStore, TrigramEmbedder, draft, metadata, open_store

OLD = "프레스 공정의 불량률을 사람이 눈으로 검사했습니다."
NEW = "비전 검사 장비가 두부 용기의 불량을 골라냅니다."


def test_a_document_is_found_by_meaning_and_by_words_after_feeding(store: OpenedStore) -> None:
    store.put(draft("case-1", [OLD, "매출은 그대로였습니다."]))
    assert store.found_by_words("불량률") == []

    assert store.feeder.feed() == 1

    assert store.found_by_meaning(OLD)[0] == "case-1@1#0000"
    assert store.found_by_words("불량률이 어떻게 되었나요") == ["case-1@1#0000"]
    assert store.feeder.verify().is_clean
    assert store.feeder.feed() == 0


def test_what_is_embedded_is_title_headings_and_text(store: OpenedStore) -> None:
    store.put(draft("case-1", ["글입니다."], title="제목입니다"))
    chunk = store.catalog.chunks("case-1", 1)[0]

    assert indexed_text(metadata("case-1", title="제목입니다"), chunk) == "제목입니다\n개요 › 0절\n글입니다."


def test_a_document_is_found_by_the_questions_it_answers_while_it_is_served(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    asked = ("두부 불량을 어떻게 골라냈나요?", "두부 공장 이야기 있어요?")
    unknown = ("두부 공장 직원은 몇 명인가요?",)
    first = draft("case-1", [NEW, OLD], questions=asked[:1], also_asked=asked, not_answered=unknown)
    store.put(first, draft("case-2", [OLD]))
    store.feeder.feed()
    question = store.embedder([asked[1]])[0]
    found = store.indexes.question_search(question, [PUBLIC], 10)
    assert {edition: len(cosines) for edition, cosines in found.items()} == {("case-1", 1): 2}
    assert found["case-1", 1][0] == pytest.approx(1.0, abs=1e-5)
    assert store.indexes.question_search(question, [CONSULTANTS], 10) == {}
    not_answered = store.indexes.question_search(store.embedder(unknown)[0], [PUBLIC], 10, Shelf.NOT_ANSWERED)
    assert not_answered == {("case-1", 1): [pytest.approx(1.0, abs=1e-5)]}
    assert store.feeder.verify().is_clean

    store.put(draft("case-1", [NEW], also_asked=asked[1:]))
    store.feeder.feed()
    assert set(store.indexes.question_search(question, [PUBLIC], 10)) == {("case-1", 2)}

    embedded = store.embedder.texts_embedded
    store.feeder.rebuild()
    assert store.embedder.texts_embedded == embedded, "the questions were copied"
    assert set(store.indexes.question_search(question, [PUBLIC], 10)) == {("case-1", 2)}
    store.catalog.withdraw("case-1", "gone")
    store.feeder.feed()
    assert store.indexes.question_search(question, [PUBLIC], 10) == {}
    store.close()


def test_the_old_version_is_found_until_the_new_one_is_published(tmp_path: Path) -> None:
    """Feeding stops half way: the vectors have the new version, the words do not, and people still find the old one."""
    store = open_store(tmp_path)
    store.put(draft("case-1", [OLD]))
    store.feeder.feed()
    store.put(draft("case-1", [NEW]))
    assert store.found_by_meaning(OLD) == ["case-1@1#0000"]

    failing = _fails_in_words(store)
    with pytest.raises(StoreError, match="no room"):
        store.feeder.feed()
    assert store.found_by_meaning(NEW) == store.found_by_words("불량") == ["case-1@1#0000"]

    failing.undo()
    store.feeder.feed()
    assert store.found_by_meaning(OLD) == store.found_by_words("두부") == ["case-1@2#0000"]
    assert store.found_by_words("프레스") == []
    assert store.feeder.verify().is_clean
    assert store.vectors.chunk_ids(_generation(store)) == {"case-1@2#0000"}
    store.close()


def test_a_withdrawn_document_is_not_found_even_before_feeding(store: OpenedStore) -> None:
    store.put(draft("case-1", [OLD]), draft("case-2", [NEW]))
    store.feeder.feed()
    store.catalog.withdraw("case-1", "요청")

    assert store.found_by_meaning(OLD) == ["case-2@1#0000"]
    assert store.found_by_words("프레스") == []

    store.feeder.feed()
    assert store.vectors.chunk_ids(_generation(store)) == {"case-2@1#0000"}
    store.catalog.revisions.restore("case-1", STAFF)
    store.feeder.feed()
    assert store.found_by_meaning(OLD)[0] == "case-1@1#0000"
    assert store.feeder.verify().is_clean


def test_withdrawn_and_restored_before_feeding_leaves_the_indexes_as_they_were(store: OpenedStore) -> None:
    store.put(draft("case-1", [OLD]))
    store.feeder.feed()
    store.catalog.withdraw("case-1", "요청")
    store.catalog.revisions.restore("case-1", STAFF)
    embedded = store.embedder.texts_embedded

    assert store.feeder.feed() == 1
    assert store.found_by_words("프레스") == ["case-1@1#0000"]
    assert store.embedder.texts_embedded == embedded
    assert store.feeder.verify().is_clean


def test_each_audience_finds_its_own_documents_only(store: OpenedStore) -> None:
    ganada, darama = Audience.parse("company:가나다-정밀"), Audience.parse("company:다라마-식품")
    for audience, name in ((PUBLIC, "공개"), (CONSULTANTS, "상담"), (ganada, "가나다"), (darama, "다라마")):
        store.put(draft(name, [OLD], audience=audience))
    store.feeder.feed()

    for found in (store.found_by_meaning, store.found_by_words):
        assert found(OLD, PUBLIC) == ["공개@1#0000"]
        assert set(found(OLD, PUBLIC, CONSULTANTS)) == {"공개@1#0000", "상담@1#0000"}
        assert found(OLD, ganada) == ["가나다@1#0000"]
        assert found(OLD, Audience.parse("company:가나다")) == []
    cosines = store.indexes.dense_cosines(store.embedder([OLD])[0], [PUBLIC], ["공개@1#0000", "상담@1#0000"])
    assert set(cosines) == {"공개@1#0000"}


def test_a_document_that_becomes_confidential_leaves_the_public_collections(store: OpenedStore) -> None:
    store.put(draft("case-1", [OLD]))
    store.feeder.feed()
    store.put(draft("case-1", [OLD], audience=CONSULTANTS))
    store.feeder.feed()

    assert store.found_by_meaning(OLD, PUBLIC) == store.found_by_words(OLD, PUBLIC) == []
    assert store.found_by_meaning(OLD, CONSULTANTS) == ["case-1@2#0000"]
    public = store.vectors.search(_generation(store), store.embedder([OLD])[0], [PUBLIC], 10)
    assert public == []


def _counting_store(folder: Path) -> tuple[OpenedStore, list[int]]:
    """A store, and how many texts it had embedded at once, each time."""
    embedder, counts = TrigramEmbedder(), list[int]()

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        counts.append(len(texts))
        return embedder(texts)

    return open_store(folder, embedder, embed=embed), counts


def test_many_documents_are_embedded_in_batches_and_progress_is_told(tmp_path: Path) -> None:
    store, sizes = _counting_store(tmp_path)
    store.put(*(draft(f"case-{n}", [f"글 {n} {m}" for m in range(10)]) for n in range(70)))
    told: list[tuple[str, int, int]] = []

    assert store.feeder.feed(lambda *step: told.append(step)) == 70

    assert max(sizes) == 256
    assert sum(sizes) == 700
    assert ("벡터 색인", 700, 700) in told
    assert ("검색어 색인", 700, 700) in told
    assert store.feeder.verify().is_clean
    store.close()


def test_beside_answers_the_indexes_are_fed_in_small_steps_that_give_way(tmp_path: Path) -> None:
    store, taken = _counting_store(tmp_path)
    store.put(*(draft(f"case-{n}", [f"글 {n} {m}" for m in range(10)]) for n in range(7)))
    steps_before: list[int] = []

    assert store.feeder.feed(pace=Pace(16, lambda: steps_before.append(len(taken)))) == 7

    assert taken == [16, 16, 16, 16, 6]
    assert steps_before[:5] == [0, 1, 2, 3, 4]
    assert len(steps_before) == 10
    assert store.feeder.verify().is_clean
    store.close()


def test_documents_may_arrive_while_the_indexes_are_fed(store: OpenedStore) -> None:
    with ThreadPoolExecutor(3) as threads:
        putting = [threads.submit(store.put, *_some(f"t{n}", 25)) for n in range(2)]
        while not all(future.done() for future in putting):
            store.feeder.feed()
        for future in putting:
            future.result()
    store.feeder.feed()

    assert store.catalog.count_documents() == 50
    assert store.feeder.verify().is_clean


def test_a_failing_model_leaves_what_was_published(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.put(draft("case-1", [OLD]))
    store.feeder.feed()
    store.close()

    def fail(texts: Sequence[str]) -> NDArray[np.float32]:
        raise ModelFailed("the model does not answer")

    broken = open_store(tmp_path, embed=fail)
    broken.put(draft("case-1", [NEW]))
    with pytest.raises(ModelFailed):
        broken.feeder.feed()
    assert broken.found_by_meaning(OLD) == ["case-1@1#0000"]
    broken.close()


@pytest.mark.parametrize("wrong", [np.zeros((3, 64)), np.full((1, 64), np.nan)])
def test_embeddings_that_are_none_are_refused(tmp_path: Path, wrong: NDArray[np.float32]) -> None:
    store = open_store(tmp_path, embed=lambda texts: wrong)
    store.put(draft())
    with pytest.raises(StoreError, match="shape"):
        store.feeder.feed()
    store.close()


def _some(prefix: str, count: int) -> list[Draft]:
    return [draft(f"{prefix}-{n}", [f"{prefix} 문서 {n}의 글"]) for n in range(count)]


def _generation(store: OpenedStore) -> str:
    name = store.indexes.vector_generation
    assert name is not None
    return name


def _fails_in_words(store: OpenedStore) -> pytest.MonkeyPatch:
    words = store.indexes.words
    assert words is not None

    def fail(*_: object) -> None:
        raise StoreError("no room on the disk")

    patch = pytest.MonkeyPatch()
    patch.setattr(words, "add", fail)
    return patch
