"""How long an ordinary report of ten pages takes from the drop to the publication."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import Access, Advisor, open_advisor
from assistant.domain.jobs import Job, JobState
from assistant.settings import Settings
from evals.intake.files import print_pages
from evals.intake.playing import STAFF
from evals.intake.reports import report
from evals.intake.serving import served
from ingest.jobs.receiving import HandedIn

PAGES = 10
_SENTENCES = 240
_MOST_SECONDS = 600.0
_SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True, kw_only=True)
class Way:
    """Seconds from the drop until it was read, and from saying so until it was published."""

    pages: int
    chunks: int
    ready_seconds: float
    published_seconds: float
    load: float

    @property
    def total(self) -> float:
        """Seconds in all, without the time staff look at it."""
        return self.ready_seconds + self.published_seconds


def ways(folder: Path, data_dir: Path, models_dir: Path, times: int = 3) -> list[Way]:
    """Publish several such reports, one after the other, beside a running server. The first one starts the worker."""
    settings = Settings(data_dir=data_dir, models_dir=models_dir)
    folder.mkdir(parents=True, exist_ok=True)
    texts = {folder / f"열 쪽 보고서 {number}.pdf": report(2_000_000 + number, _SENTENCES) for number in range(times)}
    print_pages(texts)
    with served(data_dir, models_dir), open_advisor(settings, Access.READ) as advisor:
        return [_way(advisor, path) for path in texts]


def _way(advisor: Advisor, path: Path) -> Way:
    started = time.perf_counter()
    (job,) = advisor.intake.add(STAFF, "김담당", [HandedIn(path=path, name=path.name)])
    _wait(advisor, job, JobState.READY)
    ready = time.perf_counter()
    proposal = advisor.intake.proposal(STAFF, job.id)
    advisor.intake.publish(STAFF, job.id)
    _wait(advisor, job, JobState.PUBLISHED)
    chunks = proposal.chunks if proposal else ()
    return Way(
        pages=max((chunk.page or 0 for chunk in chunks), default=0),
        chunks=len(chunks),
        ready_seconds=ready - started,
        published_seconds=time.perf_counter() - ready,
        load=os.getloadavg()[0],
    )


def _wait(advisor: Advisor, job: Job, state: JobState) -> None:
    """Raises RuntimeError when it ends otherwise or never."""
    deadline = time.monotonic() + _MOST_SECONDS
    while (now := advisor.catalog.jobs.get(job.id)).state is not state:
        if now.state.is_final or time.monotonic() > deadline:
            raise RuntimeError(f"{job.upload.name}: {now.state} {now.message}")
        time.sleep(_SECONDS_BETWEEN_LOOKS)
