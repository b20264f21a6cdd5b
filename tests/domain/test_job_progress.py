"""How long a file on its way will still take."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.job_progress import ahead_of, seconds_left
from assistant.domain.jobs import Job, JobState, JobStep, Progress, Upload

BEGAN = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def job(name: str, state: JobState, progress: Progress | None = None, minute: int = 0) -> Job:
    upload = Upload(name=name, suffix=".md", size=1, original_digest="d", by="김담당")
    added = (BEGAN + timedelta(minutes=minute)).isoformat()
    return Job(id=name, upload=upload, state=state, added_at=added, changed_at=BEGAN.isoformat(), progress=progress)


@pytest.mark.parametrize(
    ("step", "done", "total", "left"),
    [
        (JobStep.EMBED, 10, 40, 60.0),
        (JobStep.EMBED, 40, 40, 0.0),
        (JobStep.EMBED, 0, 40, None),
        (JobStep.READ, 1, 2, None),
    ],
)
def test_the_rest_goes_as_fast_as_what_is_done(step: JobStep, done: int, total: int, left: float | None) -> None:
    progress = Progress(step=step, done=done, total=total, started_at=BEGAN.isoformat())
    reading = job("a", JobState.READING, progress)
    assert seconds_left(reading, BEGAN + timedelta(seconds=20)) == left


def test_nobody_knows_before_it_has_begun() -> None:
    assert seconds_left(job("a", JobState.WAITING), BEGAN) is None


def test_what_is_confirmed_or_came_earlier_goes_first() -> None:
    mine = job("mine", JobState.WAITING, minute=2)
    others = [
        job("earlier", JobState.WAITING, minute=1),
        job("later", JobState.WAITING, minute=3),
        job("confirmed", JobState.CONFIRMED, minute=4),
        job("done", JobState.PUBLISHED),
        job("ready", JobState.READY),
        mine,
    ]
    assert ahead_of(mine, others) == 2
