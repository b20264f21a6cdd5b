"""What the job register promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.domain.documents import DraftChunk, DraftOutcome, Outcome
from assistant.domain.jobs import Job, JobState, JobStep, Progress, Proposal, TurnedAway, Upload
from assistant.domain.lacks import Lack
from assistant.domain.likeness import Likeness
from assistant.domain.synchronising import Reason
from assistant.errors import NotFound, WrongUse
from assistant.store.catalog import Catalog
from assistant.store.database import Database
from assistant.store.job_register import DAYS_KEPT, LEASE_SECONDS, MOST_ATTEMPTS, JobRegister
from tests.store.samples import STAFF, draft, metadata

PROPOSAL = Proposal(
    metadata=metadata("pilot-1"),
    chunks=(DraftChunk(text="불량률이 줄었다.", heading=("성과",), page=3),),
    media_type="application/pdf",
    warnings=("date 항목이 없습니다.",),
    lacks=(Lack.NO_PERIOD,),
    likenesses=(Likeness(document_id="case-1", version=2, title="사례", share=0.8, is_same_file=False),),
    outcomes=(DraftOutcome(outcome=Outcome(metric="불량률", before=3.2, after=1.1, unit="%"), quote="불", ordinal=0),),
    guessed={"sector": "금속 가공"},
)


class Time:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{tmp_path / 'catalog.sqlite3'}"


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def jobs(url: str, time: Time) -> Iterator[JobRegister]:
    database = Database(url)
    yield JobRegister(database, time)
    database.close()


def upload(name: str = "보고서.pdf", **changes: object) -> Upload:
    values = {"name": name, "suffix": ".pdf", "size": 10, "original_digest": "a" * 64, "by": "김담당"}
    return Upload(**{**values, **changes})  # type: ignore[arg-type]


def added(jobs: JobRegister, *names: str) -> list[Job]:
    return jobs.add([upload(name) for name in names or ("보고서.pdf",)])


def claimed(jobs: JobRegister, worker: str = "w") -> Job:
    job = jobs.claim(worker)
    assert job is not None
    return job


def test_a_file_goes_from_the_drop_to_the_publication(jobs: JobRegister, url: str) -> None:
    (job,) = added(jobs)
    assert (job.state, job.upload.name) == (JobState.WAITING, "보고서.pdf")
    assert claimed(jobs).state is JobState.READING
    jobs.propose(job.id, "w", PROPOSAL)
    assert jobs.get(job.id).state is JobState.READY
    assert jobs.proposal(job.id) == PROPOSAL
    jobs.correct(job.id, {"title": "새 제목"}, None)
    assert jobs.confirm(job.id).state is JobState.CONFIRMED
    assert claimed(jobs).state is JobState.PREPARING
    catalog = Catalog(url)
    version = catalog.enter(draft("pilot-1"), STAFF, job, "w")
    assert version is not None
    assert jobs.settle() == 0
    assert jobs.get(job.id).state is JobState.INDEXING
    catalog.publish_through(catalog.last_position())
    catalog.close()
    assert jobs.settle() == 1
    ended = jobs.get(job.id)
    assert (ended.state, ended.document_id, ended.version) == (JobState.PUBLISHED, "pilot-1", 1)
    assert ended.corrections == {"title": "새 제목"}
    assert jobs.proposal(job.id) is None, "the edition has it now"


def test_what_was_cancelled_while_it_was_prepared_does_not_come_in(jobs: JobRegister, url: str) -> None:
    (job,) = added(jobs)
    claimed(jobs)
    jobs.cancel(job.id)
    catalog = Catalog(url)
    assert catalog.enter(draft("pilot-1"), STAFF, job, "w") is None
    assert catalog.documents() == []
    catalog.close()
    assert jobs.get(job.id).state is JobState.CANCELLED


def test_a_worker_that_lost_its_job_cannot_take_the_file_in(jobs: JobRegister, url: str, time: Time) -> None:
    (job,) = added(jobs)
    claimed(jobs, "silent")
    time.pass_seconds(LEASE_SECONDS + 1)
    claimed(jobs, "next")
    catalog = Catalog(url)
    assert catalog.enter(draft("pilot-1"), STAFF, job, "silent") is None
    assert catalog.enter(draft("pilot-1"), STAFF, job, "next") is not None
    catalog.close()


def test_a_direct_file_for_a_document_that_was_withdrawn_waits_for_staff(jobs: JobRegister) -> None:
    (job,) = jobs.add([upload(is_direct=True, replaces="pilot-1")])
    claimed(jobs)
    jobs.propose(job.id, "w", replace(PROPOSAL, brings_back=True))
    assert jobs.get(job.id).state is JobState.READY


def test_confirmed_files_come_first_and_then_the_oldest(jobs: JobRegister, time: Time) -> None:
    first, second = added(jobs, "a.pdf", "b.pdf")
    time.pass_seconds(1)
    (third,) = added(jobs, "c.pdf")
    assert claimed(jobs).id == first.id
    jobs.propose(first.id, "w", PROPOSAL)
    jobs.confirm(first.id)
    assert [claimed(jobs).id for _ in range(3)] == [first.id, second.id, third.id]
    assert jobs.claim("w") is None


def test_a_job_is_taken_once_however_many_workers_ask(jobs: JobRegister) -> None:
    added(jobs, *(f"{number}.pdf" for number in range(20)))
    with ThreadPoolExecutor(max_workers=8) as pool:
        taken = list(pool.map(lambda number: jobs.claim(f"w{number}"), range(20)))
    assert len({job.id for job in taken if job}) == 20


def test_a_silent_worker_loses_its_job_and_cannot_end_it_any_more(jobs: JobRegister, time: Time) -> None:
    (job,) = added(jobs)
    claimed(jobs, "silent")
    time.pass_seconds(LEASE_SECONDS - 1)
    assert jobs.claim("next") is None
    assert jobs.tell(job.id, "silent", Progress(step=JobStep.EMBED, done=3, total=9, started_at="2026-11-22"))
    progress = jobs.get(job.id).progress
    assert progress is not None
    assert (progress.step, progress.done, progress.total) == (JobStep.EMBED, 3, 9)
    time.pass_seconds(LEASE_SECONDS + 1)
    assert jobs.has_work()
    assert claimed(jobs, "next").id == job.id
    assert not jobs.tell(job.id, "silent")
    jobs.refuse(job.id, "silent", Reason.CORRUPT, "손상")
    assert jobs.get(job.id).state is JobState.READING
    jobs.propose(job.id, "next", PROPOSAL)
    assert jobs.get(job.id).state is JobState.READY


def test_what_a_dead_worker_had_goes_back_at_once(jobs: JobRegister) -> None:
    (job,) = added(jobs)
    claimed(jobs, "dead")
    jobs.release("dead")
    assert jobs.get(job.id).state is JobState.WAITING
    assert claimed(jobs, "next").id == job.id


def test_orderly_ends_of_workers_are_no_failed_attempts(jobs: JobRegister) -> None:
    (job,) = added(jobs)
    for attempt in range(MOST_ATTEMPTS + 1):
        claimed(jobs, f"w{attempt}")
        jobs.release(f"w{attempt}", is_orderly=True)
    assert claimed(jobs).id == job.id


def test_a_file_that_kills_its_workers_is_given_up(jobs: JobRegister) -> None:
    (job,) = added(jobs)
    for attempt in range(MOST_ATTEMPTS):
        claimed(jobs, f"w{attempt}")
        jobs.release(f"w{attempt}")
    assert jobs.claim("w") is None
    ended = jobs.get(job.id)
    assert ended.state is JobState.FAILED
    assert "여러 번" in ended.message
    jobs.retry(job.id)
    assert claimed(jobs).id == job.id


def test_a_cancelled_job_stays_cancelled_whatever_its_worker_says(jobs: JobRegister) -> None:
    (job,) = added(jobs)
    claimed(jobs)
    jobs.cancel(job.id)
    assert not jobs.tell(job.id, "w")
    jobs.propose(job.id, "w", PROPOSAL)
    assert jobs.get(job.id).state is JobState.CANCELLED
    assert jobs.proposal(job.id) is None


def test_what_a_worker_is_about_to_publish_cannot_be_cancelled(jobs: JobRegister) -> None:
    (job,) = added(jobs)
    claimed(jobs)
    jobs.propose(job.id, "w", PROPOSAL)
    jobs.confirm(job.id)
    claimed(jobs)
    with pytest.raises(WrongUse, match=r"보고서\.pdf"):
        jobs.cancel(job.id)
    assert jobs.get(job.id).state is JobState.PREPARING


def test_a_direct_file_goes_on_by_itself_unless_something_is_to_be_decided(jobs: JobRegister) -> None:
    clear, alike, edition = jobs.add(
        [
            upload("a.pdf", is_direct=True),
            upload("b.pdf", is_direct=True),
            upload("c.pdf", is_direct=True, replaces="case-1"),
        ]
    )
    for _ in range(3):
        claimed(jobs)
    plain = Proposal(metadata=PROPOSAL.metadata, chunks=PROPOSAL.chunks, media_type=PROPOSAL.media_type)
    jobs.propose(clear.id, "w", plain)
    jobs.propose(alike.id, "w", PROPOSAL)
    jobs.propose(edition.id, "w", PROPOSAL)
    states = [jobs.get(job.id).state for job in (clear, alike, edition)]
    assert states == [JobState.CONFIRMED, JobState.READY, JobState.CONFIRMED]


@pytest.mark.parametrize("move", ["confirm", "correct", "retry"])
def test_a_move_the_state_does_not_allow_is_refused_by_name(jobs: JobRegister, move: str) -> None:
    (job,) = added(jobs)
    with pytest.raises(WrongUse, match=r"보고서\.pdf"):
        jobs.correct(job.id, {}, None) if move == "correct" else getattr(jobs, move)(job.id)
    assert jobs.get(job.id) == job


def test_what_was_turned_away_stands_there_with_the_reason(jobs: JobRegister) -> None:
    away = TurnedAway(name="a.exe", size=3, by="김담당", reason=Reason.UNSUPPORTED_TYPE, message="a.exe: 지원하지 않음")
    (job,) = jobs.add([away])
    assert (job.state, job.reason, job.message) == (JobState.REFUSED, Reason.UNSUPPORTED_TYPE, "a.exe: 지원하지 않음")
    assert not jobs.has_work()
    with pytest.raises(WrongUse, match="다시 올려"):
        jobs.retry(job.id)


def test_counting_and_forgetting(jobs: JobRegister, time: Time) -> None:
    first, second = added(jobs, "a.pdf", "b.pdf")
    jobs.cancel(first.id)
    assert (jobs.counts()[JobState.CANCELLED], jobs.counts()[JobState.WAITING]) == (1, 1)
    assert jobs.has_unfinished()
    assert jobs.forget_old() == 0
    time.pass_seconds((DAYS_KEPT + 1) * 86_400)
    assert jobs.forget_old() == 1
    assert [job.id for job in jobs.newest()] == [second.id]
    with pytest.raises(NotFound, match=first.id):
        jobs.get(first.id)
