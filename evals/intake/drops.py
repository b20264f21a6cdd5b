"""Two hundred files in one drop beside a running server, while somebody asks it a question every second."""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import Access, Advisor, open_advisor
from assistant.domain.jobs import Job, JobState
from assistant.settings import Settings
from evals.intake.files import bad_files, good_files
from evals.intake.playing import STAFF
from evals.intake.serving import Asked, asking, served
from ingest.jobs.receiving import HandedIn

GOOD, BAD = 190, 10
_IDLE_SECONDS = 60.0
_MOST_SECONDS = 2_400.0
_SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True, kw_only=True)
class Drop:
    """What became of a drop, how long it took, and how long answers took before, meanwhile and afterwards."""

    states: Counter[JobState]
    reasons: dict[str, str]
    """The reason of every file that was refused, by its name."""
    faults: tuple[str, ...]
    read_seconds: float
    published_seconds: float
    idle: Asked
    meanwhile: Asked
    idle_again: Asked
    loads: tuple[float, float, float]
    """Processes that wanted to run at the same time on this machine, others' too: before, meanwhile, afterwards."""

    @property
    def slowdown(self) -> float:
        """The time of 95 % of the answers meanwhile, as a multiple of that before and afterwards."""
        quiet = Asked(self.idle.seconds + self.idle_again.seconds)
        return self.meanwhile.at(0.95) / quiet.at(0.95)


def drop(folder: Path, data_dir: Path, models_dir: Path) -> Drop:
    """Hand 200 files in beside a server on a data directory with documents, publish what is ready, and wait."""
    settings = Settings(data_dir=data_dir, models_dir=models_dir)
    files = folder / "drop"
    files.mkdir()
    good = good_files(files, GOOD)
    bad = bad_files(files, settings.max_file_bytes)
    handed_in = [HandedIn(path=path, name=path.name) for path in sorted([*good, *bad])]
    with served(data_dir, models_dir) as address, open_advisor(settings, Access.READ) as advisor:
        with asking(address) as idle:
            time.sleep(_IDLE_SECONDS)
        loads = [_load()]
        with asking(address) as meanwhile:
            started = time.perf_counter()
            jobs = advisor.intake.add(STAFF, "김담당", handed_in)
            _wait(advisor, jobs, {JobState.WAITING, JobState.READING})
            read_seconds = time.perf_counter() - started
            left = advisor.intake.publish_ready(STAFF).left
            _wait(advisor, jobs, {state for state in JobState if not state.is_final} - {JobState.READY})
            published_seconds = time.perf_counter() - started
        loads.append(_load())
        with asking(address) as idle_again:
            time.sleep(_IDLE_SECONDS)
        ended = [advisor.catalog.jobs.get(job.id) for job in jobs]
    with open_advisor(settings, Access.OWN) as advisor:
        report = advisor.verify_indexes()
        faults = [] if report.is_clean else [report.summary()]
        faults += [f"{job.upload.name}: left for a look" for job in left]
        faults += _faults(advisor, ended, {path.name: str(reason) for path, reason in bad.items()})
    return Drop(
        states=Counter(job.state for job in ended),
        reasons={job.upload.name: str(job.reason) for job in ended if job.state is JobState.REFUSED},
        faults=tuple(faults),
        read_seconds=read_seconds,
        published_seconds=published_seconds,
        idle=idle,
        meanwhile=meanwhile,
        idle_again=idle_again,
        loads=(loads[0], loads[1], _load()),
    )


def _load() -> float:
    """The average of the last five minutes."""
    return os.getloadavg()[1]


def _wait(advisor: Advisor, jobs: list[Job], states: set[JobState]) -> None:
    wanted = {job.id for job in jobs}
    deadline = time.monotonic() + _MOST_SECONDS
    while time.monotonic() < deadline:
        if not wanted & {job.id for job in advisor.intake.jobs(STAFF, 10_000, states)}:
            return
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _faults(advisor: Advisor, jobs: list[Job], expected: dict[str, str]) -> list[str]:
    faults = []
    for job in jobs:
        if job.upload.name in expected:
            if job.state is not JobState.REFUSED or str(job.reason) != expected[job.upload.name]:
                faults.append(f"{job.upload.name}: {job.state} {job.reason}, not {expected[job.upload.name]}")
            elif job.upload.name not in job.message:
                faults.append(f"{job.upload.name}: the message does not name it")
        elif job.state is not JobState.PUBLISHED:
            faults.append(f"{job.upload.name}: {job.state} {job.message}")
        else:
            document = advisor.catalog.document(str(job.document_id))
            if document is None or document.served != job.version:
                faults.append(f"{job.upload.name}: not served")
    return faults
