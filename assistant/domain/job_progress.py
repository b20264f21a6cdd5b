"""How long a file on its way will still take, from what it has taken so far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from assistant.domain.jobs import Job, JobState, JobStep


def seconds_left(job: Job, now: datetime) -> float | None:
    """Seconds until a worker is done with a file, if the rest goes as fast as what is done; None where nobody knows.

    Only the embedding goes evenly, and nearly all the time goes into it.
    """
    progress = job.progress
    if progress is None or progress.step is not JobStep.EMBED or not 0 < progress.done <= progress.total:
        return None
    taken = (now - datetime.fromisoformat(job.changed_at)).total_seconds()
    return max(0.0, taken) * (progress.total - progress.done) / progress.done


def ahead_of(job: Job, jobs: Iterable[Job]) -> int:
    """How many files come before a waiting one."""
    taken_first = (JobState.CONFIRMED, JobState.PREPARING, JobState.READING)
    return sum(
        other.state in taken_first or (other.state is JobState.WAITING and other.added_at < job.added_at)
        for other in jobs
        if other.id != job.id
    )
