"""A member of staff hands reports in, publishes, replaces, mends and withdraws them; people find what is in force."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Advisor
from assistant.domain.document_events import Change, DocumentAction
from assistant.domain.jobs import Job, JobState
from assistant.domain.lacks import Lack
from assistant.domain.synchronising import FileOutcome, Reason
from assistant.errors import DocumentRefused, NotAllowed, NotFound, WrongUse
from assistant.store.revisions import ChunkEdit
from ingest.jobs.receiving import HandedIn
from tests.ingest.pdf_files import Sheet, paragraph, pdf
from tests.journeys.advisors import SME, STAFF, advisor_with

REPORT = """# 다온도금 약품 농도 예측 시범사업 결과

## 문제
다온도금은 도금액의 니켈 농도를 하루 네 번 손으로 재서 농도가 흐트러져도 늦게 알았습니다.

## 한 일
센서 여섯 개를 달고 여덟 주 동안 모은 값으로 농도를 예측하는 모델을 만들었습니다.

## 성과
도금 불량률이 5.4%에서 2.1%로 줄었습니다. 약품 구입비는 한 달에 310만 원에서 240만 원이 되었습니다.

## 교훈
센서를 청소하지 않으면 이 주 만에 값이 틀어지므로 청소 담당을 먼저 정해야 합니다.
"""
QUESTION = "도금액 니켈 농도를 예측한 다온도금의 불량률은?"


@pytest.fixture
def advisor(tmp_path: Path) -> Iterator[Advisor]:
    with advisor_with(tmp_path / "var") as opened:
        yield opened


def hand_in(advisor: Advisor, folder: Path, *files: tuple[str, str | bytes], **options: object) -> list[Job]:
    handed_in = []
    for number, (name, content) in enumerate(files):
        path = folder / f"upload-{number}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        handed_in.append(HandedIn(path=path, name=name))
    jobs = advisor.intake.add(STAFF, "김담당", handed_in, **options)  # type: ignore[arg-type]
    work(advisor)
    return [advisor.intake.job(STAFF, job.id) for job in jobs]


def work(advisor: Advisor) -> None:
    worker = advisor.worker("test")
    while worker.work():
        pass
    advisor.catch_up()


def publish(advisor: Advisor, job: Job, **options: bool) -> Job:
    advisor.intake.publish(STAFF, job.id, **options)
    work(advisor)
    return advisor.intake.job(STAFF, job.id)


def published(advisor: Advisor, folder: Path, name: str = "다온도금.md", text: str = REPORT) -> Job:
    (job,) = hand_in(advisor, folder, (name, text))
    return publish(advisor, job)


def found(advisor: Advisor, question: str = QUESTION) -> list[str]:
    findings = advisor.questions.search(SME, question, top_k=5)
    return [passage.chunk.chunk_id for passage in findings.passages]


def quoted(advisor: Advisor, question: str = QUESTION) -> str:
    return " ".join(p.chunk.text for p in advisor.questions.search(SME, question, top_k=5).passages)


def test_a_report_is_read_checked_and_found(advisor: Advisor, tmp_path: Path) -> None:
    (job,) = hand_in(advisor, tmp_path, ("다온도금.md", REPORT))
    assert job.state is JobState.READY
    assert found(advisor) == []
    proposal = advisor.intake.proposal(STAFF, job.id)
    assert proposal is not None
    assert proposal.metadata.title == "다온도금 약품 농도 예측 시범사업 결과"
    assert str(proposal.metadata.kind) == "pilot"
    assert "시범사업" in proposal.guessed["kind"]
    assert Lack.NO_COST in proposal.lacks
    assert not proposal.needs_choice
    advisor.intake.correct(STAFF, job.id, {"kind": "pilot", "sector": ["manufacturing"], "date": "2026-10-01"})
    ended = publish(advisor, job)
    assert (ended.state, ended.version) == (JobState.PUBLISHED, 1)
    assert found(advisor)[0].startswith(f"{ended.document_id}@1#")
    document = advisor.catalog.document(str(ended.document_id))
    assert document is not None
    assert (str(document.newest.metadata.kind), document.newest.metadata.date) == ("pilot", "2026-10-01")
    assert advisor.feeder.verify().is_clean
    (event,) = advisor.changes.history(STAFF, document.id)
    assert (event.by, event.action, event.version) == ("김담당", DocumentAction.ADDED, 1)


def test_wrong_corrections_name_the_field_and_change_nothing(advisor: Advisor, tmp_path: Path) -> None:
    (job,) = hand_in(advisor, tmp_path, ("다온도금.md", REPORT))
    with pytest.raises(DocumentRefused, match="kind") as refusal:
        advisor.intake.correct(STAFF, job.id, {"kind": "전단지"})
    assert refusal.value.reason is Reason.BAD_METADATA
    assert advisor.intake.job(STAFF, job.id).corrections == {}


def test_a_near_copy_waits_for_the_choice_and_becomes_the_new_edition(advisor: Advisor, tmp_path: Path) -> None:
    first = published(advisor, tmp_path)
    changed = (
        REPORT.replace("2.1%", "1.9%").replace("여섯 개", "여덟 개") + "\n## 확산\n두 번째 도금 줄에도 달았습니다.\n"
    )
    (job,) = hand_in(advisor, tmp_path, ("다온도금 최종.md", changed))
    proposal = advisor.intake.proposal(STAFF, job.id)
    assert proposal is not None
    assert [likeness.document_id for likeness in proposal.likenesses] == [first.document_id]
    with pytest.raises(WrongUse, match="새 판인지"):
        advisor.intake.publish(STAFF, job.id)
    difference = advisor.intake.difference(STAFF, job.id, str(first.document_id))
    assert any("1.9%" in changed.after for changed in difference.changed)
    assert any("두 번째 도금 줄" in sentence for sentence in difference.added)
    advisor.intake.correct(STAFF, job.id, {}, replaces=first.document_id)
    ended = publish(advisor, job)
    assert (ended.document_id, ended.version) == (first.document_id, 2)
    assert "1.9%" in quoted(advisor)
    assert "2.1%" not in quoted(advisor)
    old = advisor.library.passage(SME, f"{first.document_id}@1#0000")
    assert old.newer_version == 2


def test_a_near_copy_may_be_a_document_of_its_own(advisor: Advisor, tmp_path: Path) -> None:
    first = published(advisor, tmp_path)
    (job,) = hand_in(advisor, tmp_path, ("다온도금.md", REPORT.replace("다온도금", "라온도금")))
    ended = publish(advisor, job, as_separate=True)
    assert ended.document_id not in (None, first.document_id)
    assert ended.version == 1


def test_the_same_file_under_another_name_is_recognised(advisor: Advisor, tmp_path: Path) -> None:
    first = published(advisor, tmp_path)
    (job,) = hand_in(advisor, tmp_path, ("사본.md", REPORT))
    proposal = advisor.intake.proposal(STAFF, job.id)
    assert proposal is not None
    (likeness,) = proposal.likenesses
    assert (likeness.document_id, likeness.is_same_file) == (first.document_id, True)


def test_two_files_of_one_drop_with_the_same_text_are_not_published_both_unseen(
    advisor: Advisor, tmp_path: Path
) -> None:
    hand_in(advisor, tmp_path, ("다온도금.md", REPORT), ("다온도금.txt", REPORT.replace("#", "")))
    assert len(advisor.intake.publish_ready(STAFF).confirmed) == 2
    work(advisor)
    states = sorted(job.state for job in advisor.intake.jobs(STAFF))
    assert states == [JobState.PUBLISHED, JobState.READY]
    (left,) = advisor.intake.jobs(STAFF, states={JobState.READY})
    proposal = advisor.intake.proposal(STAFF, left.id)
    assert proposal is not None
    assert proposal.needs_choice


def test_a_draft_answers_before_it_is_published_and_nobody_else_finds_it(advisor: Advisor, tmp_path: Path) -> None:
    first = published(advisor, tmp_path)
    (job,) = hand_in(advisor, tmp_path, ("새 판.md", REPORT.replace("2.1%", "1.9%")), replaces=first.document_id)
    advisor.trials.begin(STAFF, job.id)
    trial = advisor.trials.ask(STAFF, job.id, QUESTION)
    assert "1.9%" in trial.text
    assert "2.1%" not in trial.text
    assert "1.9%" not in quoted(advisor)
    (effect,) = advisor.trials.effects(STAFF, job.id, [QUESTION, "전기 요금은 얼마인가요?"])
    assert ("2.1%" in effect.before.text, "1.9%" in effect.after.text) == (True, True)
    assert [document.id for document in advisor.library.documents(STAFF)] == [first.document_id]
    publish(advisor, job)
    assert advisor.catalog.drafts() == []
    assert "1.9%" in quoted(advisor)
    assert advisor.feeder.verify().is_clean


def test_many_files_at_once_each_end_with_a_state_and_a_reason(advisor: Advisor, tmp_path: Path) -> None:
    jobs = hand_in(
        advisor,
        tmp_path,
        ("좋은 보고서.pdf", pdf([Sheet(paragraph(["회전율이 하루 3회에서 5회로 늘었습니다."] * 8, 700))])),
        ("빈 파일.md", ""),
        ("프로그램.exe", b"MZ"),
        ("망가짐.pdf", b"%PDF-1.7 broken"),
        ("메모.md", "# 짧은 메모\n\n재고 조사를 로봇이 합니다."),
    )
    assert [job.state for job in jobs] == [
        JobState.READY,
        JobState.REFUSED,
        JobState.REFUSED,
        JobState.REFUSED,
        JobState.READY,
    ]
    assert [job.reason for job in jobs[1:4]] == [Reason.EMPTY_FILE, Reason.UNSUPPORTED_TYPE, Reason.CORRUPT]
    assert all(job.upload.name in job.message for job in jobs[1:4])
    result = advisor.intake.publish_ready(STAFF)
    assert (len(result.confirmed), result.left) == (2, ())
    work(advisor)
    assert advisor.intake.counts(STAFF)[JobState.PUBLISHED] == 2


def test_a_file_with_a_personal_number_is_not_published_unseen(advisor: Advisor, tmp_path: Path) -> None:
    text = REPORT + "\n담당 연구원 주민등록번호 900101-1234568\n"
    (job,) = hand_in(advisor, tmp_path, ("다온도금.md", text))
    proposal = advisor.intake.proposal(STAFF, job.id)
    assert proposal is not None
    assert proposal.report is not None
    assert proposal.report.alarms
    assert [left.id for left in advisor.intake.publish_ready(STAFF).left] == [job.id]
    advisor.intake.correct(STAFF, job.id, {"mask_personal_data": True})
    publish(advisor, job)
    assert "1234568" not in quoted(advisor, "연구원 주민등록번호")


def test_withdrawn_is_gone_at_once_and_restored_comes_back(advisor: Advisor, tmp_path: Path) -> None:
    job = published(advisor, tmp_path)
    name = str(job.document_id)
    with pytest.raises(WrongUse, match="이유"):
        advisor.changes.withdraw(STAFF, "김담당", name, " ")
    advisor.changes.withdraw(STAFF, "김담당", name, "회사 요청")
    assert found(advisor) == []
    with pytest.raises(NotFound):
        advisor.library.passage(SME, f"{name}@1#0000")
    advisor.changes.restore(STAFF, "이담당", name)
    assert found(advisor)
    history = [(event.by, event.action, event.why) for event in advisor.changes.history(STAFF, name)]
    assert history[:2] == [
        ("이담당", DocumentAction.RESTORED, ""),
        ("김담당", DocumentAction.WITHDRAWN, "회사 요청"),
    ]


def test_a_file_confirmed_before_its_document_was_withdrawn_does_not_bring_it_back_unseen(
    advisor: Advisor, tmp_path: Path
) -> None:
    name = str(published(advisor, tmp_path).document_id)
    (job,) = hand_in(advisor, tmp_path, ("새 판.md", REPORT.replace("2.1%", "1.9%")), replaces=name)
    advisor.intake.publish(STAFF, job.id)
    advisor.changes.withdraw(STAFF, "이담당", name, "회사 요청")
    work(advisor)
    assert found(advisor) == []
    assert advisor.intake.job(STAFF, job.id).state is JobState.READY
    proposal = advisor.intake.proposal(STAFF, job.id)
    assert proposal is not None
    assert any("내려간 문서" in warning for warning in proposal.warnings)
    assert [left.id for left in advisor.intake.publish_ready(STAFF).left] == [job.id]
    assert publish(advisor, job).state is JobState.PUBLISHED
    assert "1.9%" in quoted(advisor)


def test_of_two_who_change_the_same_edition_the_second_looks_again(advisor: Advisor, tmp_path: Path) -> None:
    name = str(published(advisor, tmp_path).document_id)
    change = Change(by="김담당")
    first, second = ChunkEdit(text="하나"), ChunkEdit(text="둘")
    revise = advisor.catalog.revisions.revise
    revise(name, 1, change, DocumentAction.CHUNKS_EDITED, edits={0: first})
    with pytest.raises(WrongUse, match="새로 고쳐"):
        revise(name, 1, change, DocumentAction.CHUNKS_EDITED, edits={1: second})
    revise(name, 2, change, DocumentAction.CHUNKS_EDITED, edits={1: second})
    texts = [chunk.text for chunk in advisor.changes.chunks(STAFF, name)]
    assert texts[:2] == ["하나", "둘"]


def test_describing_a_withdrawn_document_does_not_bring_it_back(advisor: Advisor, tmp_path: Path) -> None:
    name = str(published(advisor, tmp_path).document_id)
    advisor.changes.withdraw(STAFF, "김담당", name, "회사 요청")
    with pytest.raises(WrongUse, match="복원"):
        advisor.changes.describe(STAFF, "이담당", name, {"title": "도금 공장 사례"})
    with pytest.raises(WrongUse, match="복원"):
        advisor.changes.return_to(STAFF, "이담당", name, 1)
    assert found(advisor) == []


def test_other_metadata_are_a_new_edition_and_an_older_one_can_be_returned_to(advisor: Advisor, tmp_path: Path) -> None:
    name = str(published(advisor, tmp_path).document_id)
    advisor.changes.describe(STAFF, "김담당", name, {"title": "도금 공장 사례", "audience": "consultants"})
    assert found(advisor) == []
    advisor.changes.return_to(STAFF, "김담당", name, 1)
    document = advisor.catalog.document(name)
    assert document is not None
    assert (document.served, document.newest.based_on) == (3, 1)
    assert document.newest.metadata.title == "다온도금 약품 농도 예측 시범사업 결과"
    assert found(advisor)
    assert advisor.feeder.verify().is_clean


def test_a_chunk_is_mended_switched_off_and_reset(advisor: Advisor, tmp_path: Path) -> None:
    name = str(published(advisor, tmp_path).document_id)
    chunk = next(c for c in advisor.changes.chunks(STAFF, name) if "5.4%" in c.text)
    advisor.changes.edit_chunk(STAFF, "김담당", chunk.chunk_id, chunk.text.replace("5.4%", "5.0%"), "오타")
    assert "5.0%" in quoted(advisor)
    with pytest.raises(WrongUse, match="새로 고쳐"):
        advisor.changes.switch_chunk(STAFF, "김담당", chunk.chunk_id, is_off=True)
    edited = next(c for c in advisor.changes.chunks(STAFF, name) if c.ordinal == chunk.ordinal)
    assert advisor.changes.read_text(STAFF, edited).text == chunk.text
    advisor.changes.switch_chunk(STAFF, "김담당", edited.chunk_id, is_off=True)
    assert "불량률이" not in quoted(advisor)
    off = next(c for c in advisor.changes.chunks(STAFF, name) if c.ordinal == chunk.ordinal)
    assert off.is_off
    advisor.changes.reset_chunk(STAFF, "김담당", off.chunk_id)
    assert "5.4%" in quoted(advisor)
    assert advisor.feeder.verify().is_clean


def test_what_staff_did_lasts_when_the_folder_is_read_again(advisor: Advisor, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "daon.md").write_text(REPORT, "utf-8")
    (folder / "memo.md").write_text("# 재고 메모\n\n재고 조사를 로봇이 하룻밤에 마칩니다.", "utf-8")

    def read_again() -> list[FileOutcome]:
        return [result.outcome for result in advisor.keeping.ingest(STAFF, [folder]).results]

    assert read_again() == [FileOutcome.CREATED, FileOutcome.CREATED]
    advisor.changes.withdraw(STAFF, "김담당", "memo", "잘못된 내용")
    changed = REPORT.replace("2.1%", "1.9%")
    (job,) = hand_in(advisor, tmp_path, ("daon-new.md", changed), replaces="daon", is_direct=True)
    assert (job.state, job.version) == (JobState.PUBLISHED, 2)
    assert set(read_again()) == {FileOutcome.UNCHANGED}
    memo, daon = advisor.catalog.document("memo"), advisor.catalog.document("daon")
    assert memo is not None
    assert (memo.served, memo.withdrawn_by) == (None, "김담당")
    assert daon is not None
    assert daon.served == 2
    (folder / "daon.md").write_text(REPORT.replace("2.1%", "1.8%"), "utf-8")
    assert FileOutcome.UPDATED in read_again()
    assert "1.8%" in quoted(advisor)


def test_nobody_but_staff_may_do_any_of_it(advisor: Advisor, tmp_path: Path) -> None:
    job = published(advisor, tmp_path)
    name = str(job.document_id)
    for attempt in (
        lambda: advisor.intake.add(SME, "아무개", []),
        lambda: advisor.intake.jobs(SME),
        lambda: advisor.intake.proposal(SME, job.id),
        lambda: advisor.intake.publish_ready(SME),
        lambda: advisor.intake.cancel(SME, job.id),
        lambda: advisor.changes.withdraw(SME, "아무개", name, "이유"),
        lambda: advisor.changes.describe(SME, "아무개", name, {}),
        lambda: advisor.changes.chunks(SME, name),
        lambda: advisor.changes.history(SME),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert found(advisor)
