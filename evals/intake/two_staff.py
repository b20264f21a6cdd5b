"""Two members of staff at once, on the same and on other documents, while a worker and the server do their part."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from assistant.bootstrap import Access, Advisor
from assistant.domain.document_events import DocumentAction
from assistant.domain.documents import Document, DocumentState
from assistant.domain.jobs import Job, JobState
from assistant.errors import WrongUse
from evals.intake.library import small_library
from evals.intake.playing import STAFF, opened
from evals.intake.reports import report
from ingest.jobs.receiving import HandedIn

_NAMES = ("김담당", "이담당")
_SECONDS_TO_END = 120.0
_MARK = " [표시 {mark}]"


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something a member of staff has done, or tried: `subject` is a document or a job, `error` what it met."""

    by: str
    action: str
    subject: str = ""
    version: int | None = None
    mark: str = ""
    error: str = ""
    is_wrong_use: bool = False


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What two people did at once, and what is wrong in the end."""

    deeds: tuple[Deed, ...]
    jobs: Counter[JobState]
    editions: int
    faults: tuple[str, ...]

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """For each action, how often it was done and how often politely refused."""
        done = Counter(deed.action for deed in self.deeds if not deed.error)
        refused = Counter(deed.action for deed in self.deeds if deed.is_wrong_use)
        return {action: (done[action], refused[action]) for action in sorted(done.keys() | refused.keys())}


def both_at_once(folder: Path, embedder: str, seconds: float) -> Shift:
    """Let two people work on one library for so many seconds, wait until all is done, and settle accounts."""
    data_dir = folder / "data"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["evals.intake.warm", __name__])
    with ProcessPoolExecutor(1, context) as pool:
        pool.submit(small_library, data_dir, embedder).result()
    with ProcessPoolExecutor(4, context) as pool:
        ends_at = time.time() + seconds
        staff = [pool.submit(_staff, data_dir, embedder, name, ends_at) for name in _NAMES]
        others = [pool.submit(serve, data_dir, embedder, ends_at) for serve in (_worker, _owner)]
        deeds = [deed for one in staff for deed in one.result()]
        for other in others:
            other.result()
    with ProcessPoolExecutor(1, context) as pool:
        return pool.submit(_settled, data_dir, embedder, deeds).result()


def _staff(data_dir: Path, embedder: str, name: str, ends_at: float) -> list[Deed]:
    random = Random(name)
    with opened(data_dir, embedder, Access.READ) as advisor, TemporaryDirectory() as folder:
        desk = _Desk(advisor, name, random, Path(folder))
        while time.time() < ends_at:
            desk.do_something()
        return desk.deeds


class _Desk:
    """One person's desk: picks an action and a document or job at random, and notes what came of it."""

    def __init__(self, advisor: Advisor, name: str, random: Random, folder: Path) -> None:
        self._advisor = advisor
        self._name = name
        self._random = random
        self._folder = folder
        self._number = 0
        self.deeds: list[Deed] = []

    def do_something(self) -> None:
        actions: Sequence[tuple[Callable[[], Deed | None], int]] = (
            (self._add, 2),
            (self._replace, 3),
            (self._correct, 2),
            (self._publish, 6),
            (self._cancel, 2),
            (self._retry, 1),
            (self._withdraw, 1),
            (self._restore, 2),
            (self._describe, 3),
            (self._edit, 6),
        )
        self._number += 1
        (action,) = self._random.choices([action for action, _ in actions], [weight for _, weight in actions])
        try:
            deed = action()
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            wrong_use = isinstance(error, WrongUse)
            deed = Deed(by=self._name, action=action.__name__[1:], error=told, is_wrong_use=wrong_use)
        if deed is not None:
            self.deeds.append(deed)

    def _add(self, replaces: str | None = None) -> Deed:
        number = self._random.randrange(10_000, 1_000_000_000)
        path = self._folder / f"{number}.md"
        path.write_text(report(number, sentences=4), "utf-8")
        file = HandedIn(path=path, name=path.name)
        (job,) = self._advisor.intake.add(STAFF, self._name, [file], replaces=replaces)
        return self._deed("add" if replaces is None else "replace", job.id)

    def _replace(self) -> Deed | None:
        document = self._some_document()
        return self._add(document.id) if document else None

    def _correct(self) -> Deed | None:
        job = self._some_job(JobState.READY)
        if job is None:
            return None
        title = f"고친 제목 {self._name} {self._number}"
        self._advisor.intake.correct(STAFF, job.id, {"title": title}, job.upload.replaces)
        return self._deed("correct", job.id, mark=title)

    def _publish(self) -> Deed | None:
        job = self._some_job(JobState.READY)
        if job is None:
            return None
        self._advisor.intake.publish(STAFF, job.id, as_separate=True)
        return self._deed("publish", job.id)

    def _cancel(self) -> Deed | None:
        job = self._some_job(JobState.READY, JobState.CONFIRMED, JobState.PREPARING, JobState.READING)
        if job is None:
            return None
        self._advisor.intake.cancel(STAFF, job.id)
        return self._deed("cancel", job.id)

    def _retry(self) -> Deed | None:
        job = self._some_job(JobState.CANCELLED)
        if job is None:
            return None
        self._advisor.intake.retry(STAFF, job.id)
        return self._deed("retry", job.id)

    def _withdraw(self) -> Deed | None:
        document = self._some_document()
        if document is None:
            return None
        self._advisor.changes.withdraw(STAFF, self._name, document.id, "시험")
        return self._deed("withdraw", document.id)

    def _restore(self) -> Deed | None:
        withdrawn = [one for one in self._documents() if one.state is DocumentState.WITHDRAWN]
        if not withdrawn:
            return None
        document = self._random.choice(withdrawn)
        self._advisor.changes.restore(STAFF, self._name, document.id)
        return self._deed("restore", document.id)

    def _describe(self) -> Deed | None:
        document = self._some_document()
        if document is None:
            return None
        title = f"새 제목 {self._name} {self._number}"
        made = self._advisor.changes.describe(STAFF, self._name, document.id, {"title": title})
        return self._deed("describe", document.id, made.number, title)

    def _edit(self) -> Deed | None:
        document = self._some_document()
        if document is None:
            return None
        chunk = self._random.choice(self._advisor.changes.chunks(STAFF, document.id))
        mark = _MARK.format(mark=f"{self._name} {self._number}")
        made = self._advisor.changes.edit_chunk(STAFF, self._name, chunk.chunk_id, chunk.text + mark)
        return self._deed("edit", document.id, made.number, mark)

    def _deed(self, action: str, subject: str, version: int | None = None, mark: str = "") -> Deed:
        return Deed(by=self._name, action=action, subject=subject, version=version, mark=mark)

    def _documents(self) -> list[Document]:
        return self._advisor.library.documents(STAFF)

    def _some_document(self) -> Document | None:
        """Mostly one of the first few, so that both meet at the same ones."""
        published = [one for one in self._documents() if one.state is DocumentState.PUBLISHED][:5]
        return self._random.choice(published) if published else None

    def _some_job(self, *states: JobState) -> Job | None:
        jobs = self._advisor.intake.jobs(STAFF, states=set(states))[:5]
        return self._random.choice(jobs) if jobs else None


def _worker(data_dir: Path, embedder: str, ends_at: float) -> None:
    with opened(data_dir, embedder, Access.READ) as advisor:
        worker = advisor.worker("worker")
        _while_needed(advisor, ends_at, worker.work)


def _owner(data_dir: Path, embedder: str, ends_at: float) -> None:
    with opened(data_dir, embedder, Access.OWN) as advisor:
        _while_needed(advisor, ends_at, advisor.following().follow)


def _while_needed(advisor: Advisor, ends_at: float, work: Callable[[], object]) -> None:
    """Work while people do, and then until no file is on its way that does not wait for them."""
    while time.time() < ends_at + _SECONDS_TO_END:
        work()
        if time.time() > ends_at:
            moving = {state for state in JobState if not state.is_final} - {JobState.READY}
            if not advisor.intake.jobs(STAFF, states=moving):
                return
        time.sleep(0.05)


def _settled(data_dir: Path, embedder: str, deeds: Sequence[Deed]) -> Shift:
    with opened(data_dir, embedder, Access.OWN) as advisor:
        for job in advisor.intake.jobs(STAFF, 10_000, {JobState.READY}):
            advisor.intake.cancel(STAFF, job.id)
        advisor.following().follow()
        jobs = advisor.intake.jobs(STAFF, 10_000)
        documents = advisor.library.documents(STAFF)
        checks = (
            partial(_error_faults, deeds),
            partial(_job_faults, deeds, jobs, documents),
            partial(_edition_faults, advisor, deeds, documents),
            partial(_withdrawal_faults, advisor, documents),
            partial(_end_faults, advisor),
        )
        return Shift(
            deeds=tuple(deeds),
            jobs=Counter(job.state for job in jobs),
            editions=sum(len(document.versions) for document in documents),
            faults=tuple(fault for check in checks for fault in check()),
        )


def _error_faults(deeds: Sequence[Deed]) -> Iterator[str]:
    for deed in deeds:
        if deed.error and not deed.is_wrong_use:
            yield f"{deed.by} {deed.action}: {deed.error}"


def _job_faults(deeds: Sequence[Deed], jobs: Sequence[Job], documents: Sequence[Document]) -> Iterator[str]:
    """No upload is lost; what is published is what was handed in; what was cancelled has not come in."""
    handed_in = {deed.subject for deed in deeds if deed.action in ("add", "replace") and not deed.error}
    if lost := handed_in - {job.id for job in jobs}:
        yield f"lost jobs: {sorted(lost)}"
    editions = {(one.id, version.number): version for one in documents for version in one.versions}
    from_files = {version.original_digest for version in editions.values()}
    for job in jobs:
        match job.state:
            case JobState.PUBLISHED:
                edition = editions.get((str(job.document_id), job.version or 0))
                if edition is None or edition.original_digest != job.upload.original_digest:
                    yield f"{job.id} is published but its edition is not of its file"
            case JobState.CANCELLED:
                if job.upload.original_digest in from_files:
                    yield f"{job.id} was cancelled and came in all the same"
            case _:
                yield f"{job.id} ended as {job.state}: {job.message}"


def _edition_faults(advisor: Advisor, deeds: Sequence[Deed], documents: Sequence[Document]) -> Iterator[str]:
    """Whatever was written since the last file of a document must stand in its newest edition."""
    for document in documents:
        numbers = [version.number for version in document.versions]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{document.id} has the editions {numbers}"
        last_file = max(version.number for version in document.versions if version.based_on is None)
        chunks = advisor.catalog.chunks(document.id, document.newest.number, also_off=True)
        text = "\n".join(chunk.text for chunk in chunks)
        titles = []
        for deed in deeds:
            if deed.subject == document.id and deed.version is not None and deed.version > last_file:
                if deed.action == "edit" and deed.mark not in text:
                    yield f"{document.id}: the edit of {deed.by} in edition {deed.version} is lost"
                elif deed.action == "describe":
                    titles.append((deed.version, deed.mark))
        if titles and max(titles)[1] != document.newest.metadata.title:
            yield f"{document.id}: the title of edition {max(titles)[0]} is lost"


def _withdrawal_faults(advisor: Advisor, documents: Sequence[Document]) -> Iterator[str]:
    """Only who restores a document, or hands in a file for it afterwards, brings it back."""
    for document in documents:
        history = advisor.changes.history(STAFF, document.id, 10_000)
        is_withdrawn = document.state is DocumentState.WITHDRAWN
        if (history[0].action is DocumentAction.WITHDRAWN) != is_withdrawn:
            yield f"{document.id} is {document.state} after {history[0].action}"


def _end_faults(advisor: Advisor) -> Iterator[str]:
    report = advisor.feeder.verify()
    if not report.is_clean:
        yield report.summary()
    if advisor.catalog.embeddings.holds_any():
        yield "the shelf is not empty"
