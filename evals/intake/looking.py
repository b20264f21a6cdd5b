"""What people and the operator see of a data directory at one moment, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import Access, Advisor
from assistant.domain.access import Person, Role
from assistant.domain.answers import Question
from assistant.domain.jobs import JobState
from assistant.errors import AdvisorError
from evals.intake.playing import DOCUMENT, STAFF, opened
from evals.intake.reports import SECTIONS, editions_report, figure, question

_SME = Person(Role.SME)
_ASKED = (1, 6, 11, SECTIONS)
"""The sections that are asked for."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen: the served edition of the document (None before the first), and everything that is wrong."""

    edition: int | None
    states: tuple[JobState, ...]
    faults: tuple[str, ...]


def look(data_dir: Path, embedder: str, edition: int, is_over: bool, is_answering: bool = True) -> Seen:
    """Look while `edition` is on its way or, when it `is_over`, after everything has been done."""
    with opened(data_dir, embedder, Access.READ) as advisor:
        try:
            return _seen(advisor, edition, is_over, is_answering)
        except AdvisorError as error:
            return Seen(edition=None, states=(), faults=(f"readers get {type(error).__name__}: {error}",))


def _seen(advisor: Advisor, edition: int, is_over: bool, is_answering: bool) -> Seen:
    document = advisor.catalog.document(DOCUMENT)
    served = document.served if document else None
    jobs = advisor.intake.jobs(STAFF)
    faults = [*_search_faults(advisor, served), *_index_faults(advisor, is_over)]
    if is_answering and served is not None:
        faults += _answer_faults(advisor, served)
    faults += _citation_faults(advisor, served)
    allowed = {edition} if is_over else {edition - 1 or None, edition}
    if served not in allowed:
        faults.append(f"edition {served} is served")
    if is_over:
        faults += _end_faults(advisor, edition)
    return Seen(edition=served, states=tuple(job.state for job in jobs), faults=tuple(faults))


def _search_faults(advisor: Advisor, served: int | None) -> list[str]:
    """Every question must find the passage that answers it, and only one edition."""
    faults = []
    for section in _ASKED:
        found = [p.chunk for p in advisor.questions.search(_SME, question(section), top_k=20).passages]
        mine = [chunk for chunk in found if chunk.document_id == DOCUMENT]
        if {chunk.version for chunk in mine} - {served}:
            faults.append(f"section {section}: found other editions than {served}")
        if served is not None and not any(figure(section, served) in chunk.text for chunk in mine):
            faults.append(f"section {section}: its passage of edition {served} was not found")
    return faults


def _index_faults(advisor: Advisor, is_over: bool) -> list[str]:
    faults = []
    for report in advisor.feeder.verify().indexes:
        if report.missing or report.damage or (is_over and not report.is_clean):
            faults.append(report.summary())
    return faults


def _answer_faults(advisor: Advisor, served: int) -> list[str]:
    answer = advisor.questions.ask(_SME, Question(text=question(6)))
    faults = []
    if figure(6, served) not in answer.text:
        faults.append(f"the answer ({answer.status}) does not say {figure(6, served)}")
    for citation in answer.citations:
        chunk = advisor.library.passage(_SME, citation.passage.chunk.chunk_id).chunk
        if citation.quote not in chunk.text:
            faults.append(f"the citation of {chunk.chunk_id} does not stand there")
    return faults


def _citation_faults(advisor: Advisor, served: int | None) -> list[str]:
    """The text and the original of every edition up to the served one must be there, whole."""
    faults = []
    for edition in range(1, (served or 0) + 1):
        chunks = advisor.library.chunks(_SME, DOCUMENT, edition)
        lacking = [n for n in range(1, SECTIONS + 1) if not any(figure(n, edition) in c.text for c in chunks)]
        if lacking:
            faults.append(f"edition {edition} lacks the sections {lacking}")
        view = advisor.library.passage(_SME, chunks[0].chunk_id)
        if view.newer_version != (served if edition != served else None):
            faults.append(f"a citation of edition {edition} is told that {view.newer_version} is newer")
        original = advisor.library.original(_SME, DOCUMENT, edition).path.read_text("utf-8")
        if original != editions_report(edition):
            faults.append(f"the original of edition {edition} is another file")
    return faults


def _end_faults(advisor: Advisor, edition: int) -> list[str]:
    faults = []
    document = advisor.catalog.document(DOCUMENT)
    numbers = [version.number for version in document.versions] if document else []
    if numbers != list(range(1, edition + 1)):
        faults.append(f"there are the editions {numbers}")
    if len(advisor.changes.history(STAFF, DOCUMENT)) != edition:
        faults.append("the history does not tell one event for each edition")
    if [job.state for job in advisor.intake.jobs(STAFF)] != [JobState.PUBLISHED] * edition:
        faults.append("not every job is published")
    if advisor.catalog.embeddings.holds_any():
        faults.append("the shelf is not empty")
    if leftovers := _leftovers(advisor.settings.data_dir):
        faults.append(f"left behind: {', '.join(leftovers)}")
    return faults


def _leftovers(data_dir: Path) -> list[str]:
    keyword = [path.name for path in (data_dir / "keyword").iterdir() if path.is_dir()]
    parts = [path.name for path in (data_dir / "originals").rglob(".part-*")]
    return parts + (keyword if len(keyword) > 1 else [])
