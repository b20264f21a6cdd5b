"""Room on disk: the same folder read ten times, and one document replaced fifty times."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import Access, Advisor
from assistant.domain.access import Person, Role
from assistant.domain.jobs import JobState
from evals.intake.playing import DOCUMENT, STAFF, opened
from evals.intake.reports import editions_report, question, report
from ingest.jobs.receiving import HandedIn

TIMES, EDITIONS = 10, 51
_AT_ONCE = 10
"""So many replacements between two looks at the disk."""
_DOCUMENTS = 12
_SME = Person(Role.SME)
_ASKED = 6
"""The section that is searched after every replacement."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """The chunks that are served, and the bytes on disk by part of the data directory."""

    chunks: int
    parts: dict[str, int]

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(self.parts.values())


@dataclass(frozen=True, kw_only=True)
class Growth:
    """Room at the beginning and after each repetition, and what was wrong."""

    rooms: tuple[Room, ...]
    faults: tuple[str, ...]

    @property
    def grown(self) -> float:
        """The last size as a multiple of the first."""
        return self.rooms[-1].total / self.rooms[0].total


def same_folder(folder: Path, embedder: str) -> Growth:
    """Ingest a folder and hand its files in as staff do, ten times."""
    files = folder / "files"
    files.mkdir(parents=True)
    handed_in = []
    for number in range(_DOCUMENTS):
        path = files / f"report-{number}.md"
        path.write_text(report(number), "utf-8")
        handed_in.append(HandedIn(path=path, name=path.name))
    rooms, faults = [], []
    for _ in range(TIMES):
        with opened(folder / "data", embedder, Access.OWN) as advisor:
            advisor.feeder.feed()
            advisor.keeping.ingest(STAFF, [files])
            advisor.intake.add(STAFF, "김담당", handed_in)
            _work(advisor)
            for job in advisor.intake.jobs(STAFF, states={JobState.READY}):
                likenesses = getattr(advisor.intake.proposal(STAFF, job.id), "likenesses", ())
                if not any(likeness.is_same_file for likeness in likenesses):
                    faults.append(f"{job.upload.name} was not recognised")
                advisor.intake.cancel(STAFF, job.id)
            advisor.following().follow()
            faults += _verified(advisor)
            chunks = advisor.catalog.count_chunks()
        rooms.append(_room(folder / "data", chunks))
    return Growth(rooms=tuple(rooms), faults=tuple(faults))


def many_editions(folder: Path, embedder: str) -> Growth:
    """Publish one document among others, and replace it fifty times; the indexes rebuild themselves on the way."""
    files = folder / "files"
    files.mkdir(parents=True)
    for number in range(_DOCUMENTS):
        (files / f"report-{number}.md").write_text(report(number), "utf-8")
    rooms, faults = [], []
    with opened(folder / "data", embedder, Access.OWN) as advisor:
        advisor.feeder.feed()
        advisor.keeping.ingest(STAFF, [files])
    for editions in ([1], *(range(start, start + _AT_ONCE) for start in range(2, EDITIONS + 1, _AT_ONCE))):
        with opened(folder / "data", embedder, Access.OWN) as advisor:
            for edition in editions:
                _replace(advisor, folder / f"{DOCUMENT}.md", edition)
                faults += _search_faults(advisor, edition)
            faults += _verified(advisor)
            chunks = advisor.catalog.count_chunks()
        rooms.append(_room(folder / "data", chunks))
    with opened(folder / "data", embedder, Access.OWN) as advisor:
        for edition in range(1, EDITIONS + 1):
            view = advisor.library.passage(_SME, f"{DOCUMENT}@{edition}#0000")
            if view.newer_version != (EDITIONS if edition < EDITIONS else None):
                faults.append(f"a citation of edition {edition} does not resolve")
            if advisor.library.original(_SME, DOCUMENT, edition).path.read_text("utf-8") != editions_report(edition):
                faults.append(f"the original of edition {edition} is lost")
    return Growth(rooms=tuple(rooms), faults=tuple(faults))


def _replace(advisor: Advisor, path: Path, edition: int) -> None:
    path.write_text(editions_report(edition), "utf-8")
    replaces = DOCUMENT if edition > 1 else None
    advisor.intake.add(STAFF, "김담당", [HandedIn(path=path, name=path.name)], replaces=replaces, is_direct=True)
    _work(advisor)


def _work(advisor: Advisor) -> None:
    worker = advisor.worker("worker")
    while worker.work():
        pass
    advisor.following().follow()


def _search_faults(advisor: Advisor, edition: int) -> list[str]:
    found = advisor.questions.search(_SME, question(_ASKED), top_k=20).passages
    mine = [passage.chunk for passage in found if passage.chunk.document_id == DOCUMENT]
    if {chunk.version for chunk in mine} != {edition}:
        return [f"found {sorted({chunk.version for chunk in mine})} when edition {edition} was the newest"]
    return []


def _verified(advisor: Advisor) -> list[str]:
    verified = advisor.feeder.verify()
    return [] if verified.is_clean else [verified.summary()]


def _room(data_dir: Path, chunks: int) -> Room:
    """What a data directory takes up that nobody has open."""
    parts: dict[str, int] = {}
    for path in data_dir.rglob("*"):
        if path.is_file():
            part = path.relative_to(data_dir).parts[0]
            parts[part] = parts.get(part, 0) + path.stat().st_size
    return Room(chunks=chunks, parts=parts)
