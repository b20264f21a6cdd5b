"""What each process does for a publication, and what is done after it was killed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.bootstrap import Access, Advisor, open_advisor
from assistant.domain.access import Person, Role
from assistant.domain.jobs import Job
from assistant.settings import Settings
from assistant.store import embedding_shelf, feeding, job_register, originals
from evals.intake import warm
from evals.intake.embedding import shared
from evals.intake.killing import Player, Point, arm
from evals.intake.points import CHUNKS_AT_ONCE
from evals.intake.reports import editions_report
from ingest.jobs.receiving import HandedIn

STAFF = Person(Role.STAFF)
DOCUMENT = "handeul-press"
"""The document that is published."""
_LEASE_SECONDS = 0.5
_SECONDS_TO_END = 60.0


@contextmanager
def opened(data_dir: Path, embedder: str, access: Access) -> Iterator[Advisor]:
    """An advisor with the shared embedder, that works in small steps."""
    feeding.CHUNKS_PER_BATCH = CHUNKS_AT_ONCE
    embedding_shelf._AT_ONCE = CHUNKS_AT_ONCE
    job_register.LEASE_SECONDS = _LEASE_SECONDS
    originals.ABANDONED_AFTER_SECONDS = 0.0
    with open_advisor(Settings(data_dir=data_dir), access) as advisor:
        vars(advisor).update(embedder=shared(embedder), tokenizer=warm.TOKENIZER)
        yield advisor


def play(player: Player, data_dir: Path, embedder: str, edition: int, point: Point | None = None) -> None:
    """Do one player's part of publishing an edition, to the end or to the point of death."""
    if point is not None:
        arm(point)
    access = Access.OWN if player is Player.OWNER else Access.READ
    with opened(data_dir, embedder, access) as advisor:
        _PARTS[player](advisor, edition)


def recover(data_dir: Path, embedder: str, edition: int) -> None:
    """Start again after a death as a server starts, and go on until nothing is left to do.

    Where the death came before the file was taken in, staff have seen no list with it, and hand it in once more.
    """
    with opened(data_dir, embedder, Access.OWN) as advisor:
        advisor.feeder.feed()
        if not any(_is_of(job, edition) for job in advisor.intake.jobs(STAFF)):
            _hand_in(advisor, edition)
        deadline = time.monotonic() + _SECONDS_TO_END
        while advisor.catalog.jobs.has_unfinished() and time.monotonic() < deadline:
            _work(advisor, edition)
            _own(advisor, edition)
        _own(advisor, edition)


def _hand_in(advisor: Advisor, edition: int) -> None:
    path = advisor.settings.data_dir.parent / f"{os.getpid()}.md"
    path.write_text(editions_report(edition), "utf-8")
    try:
        replaces = DOCUMENT if edition > 1 else None
        file = HandedIn(path=path, name=_name(edition))
        advisor.intake.add(STAFF, "김담당", [file], replaces=replaces, is_direct=True)
    finally:
        path.unlink()


def _work(advisor: Advisor, _edition: int) -> None:
    worker = advisor.worker(f"worker-{os.getpid()}")
    while worker.work():
        pass


def _own(advisor: Advisor, _edition: int) -> None:
    follower = advisor.following()
    follower.follow()
    follower.follow()


def _name(edition: int) -> str:
    return f"{DOCUMENT}.md" if edition == 1 else f"{edition}판.md"


def _is_of(job: Job, edition: int) -> bool:
    return job.upload.name == _name(edition)


_PARTS = {Player.STAFF: _hand_in, Player.WORKER: _work, Player.OWNER: _own}
