"""Handing files in: what staff do from the drop to the publication."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.actions.permission import require_staff
from assistant.clock import Clock
from assistant.domain.access import Person
from assistant.domain.documents import Document, DocumentMetadata
from assistant.domain.jobs import Job, JobState, Proposal, Upload
from assistant.domain.likeness import Difference
from assistant.errors import NotFound, WrongUse
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals
from ingest.describing import Given, describe
from ingest.jobs.receiving import HandedIn, received
from ingest.likeness import difference
from ingest.metadata_form import metadata_form
from ingest.printed.page_pictures import page_picture

MOST_FILES = 500
"""Files in one drop."""
SECONDS_EXPECTED = 60.0
"""How long files are expected after somebody looked at the page where they are handed in."""
PICTURE_WIDTH = 900
"""Dots across the picture of a page."""


@dataclass(frozen=True, kw_only=True)
class PublishedReady:
    """What became of all jobs that were ready: those that go on, and those staff still have to look at, with why."""

    confirmed: tuple[Job, ...]
    left: tuple[Job, ...]


class Intake:
    """The way of files into the library. All methods raise NotAllowed for anybody but staff, NotFound and StoreError.

    `by` is the name of the person, for the history.
    """

    def __init__(self, catalog: Catalog, originals: Originals, max_file_bytes: int, clock: Clock) -> None:
        self._catalog = catalog
        self._jobs = catalog.jobs
        self._originals = originals
        self._max_file_bytes = max_file_bytes
        self._clock = clock
        self._expected_until = 0.0

    def expect(self, person: Person) -> None:
        """Say that files will probably be handed in soon, so that a worker can get ready."""
        _require_staff(person)
        self._expected_until = time.monotonic() + SECONDS_EXPECTED

    @property
    def is_expecting(self) -> bool:
        """Whether files will probably be handed in soon."""
        return time.monotonic() < self._expected_until

    def add(
        self,
        person: Person,
        by: str,
        files: Sequence[HandedIn],
        *,
        replaces: str | None = None,
        is_direct: bool = False,
    ) -> list[Job]:
        """Take files in: a job for every document, also of those in archives; what cannot be taken says why.

        With `replaces` (a document id) one file becomes its new edition. Raises WrongUse for too many files.
        """
        _require_staff(person)
        if len(files) > MOST_FILES:
            raise WrongUse(f"한 번에 {MOST_FILES}개까지 올릴 수 있습니다. / At most {MOST_FILES} files at a time.")
        if replaces is not None:
            self._existing(replaces)
        handed_in = list(received(files, self._originals, self._max_file_bytes, by))
        if replaces is not None and len(handed_in) != 1:
            raise WrongUse("새 판은 파일 하나로 올려 주세요. / A new edition is one file.")
        told = [
            replace(file, replaces=replaces, is_direct=is_direct) if isinstance(file, Upload) else file
            for file in handed_in
        ]
        return self._jobs.add(told)

    # looking

    def jobs(self, person: Person, limit: int = 200, states: Collection[JobState] = ()) -> list[Job]:
        """The newest jobs (in these states), newest first."""
        _require_staff(person)
        return self._jobs.newest(limit, states)

    def counts(self, person: Person) -> dict[JobState, int]:
        """How many jobs are in each state."""
        _require_staff(person)
        return self._jobs.counts()

    def job(self, person: Person, job_id: str) -> Job:
        """One job."""
        _require_staff(person)
        return self._jobs.get(job_id)

    def proposal(self, person: Person, job_id: str) -> Proposal | None:
        """What reading the file has brought; None before it was read and once the job has ended."""
        _require_staff(person)
        return self._jobs.proposal(job_id)

    def proposed(self, person: Person, job_id: str) -> Proposal:
        """The same, where there is something to look at. Raises NotFound where there is not (yet, or any more)."""
        proposal = self.proposal(person, job_id)
        if proposal is None:
            raise NotFound(
                f"{job_id}: 지금은 확인할 내용이 없는 파일입니다. 목록에서 상태를 확인해 주세요. / "
                "There is nothing to look at for this file now: see its state in the list."
            )
        return proposal

    def difference(self, person: Person, job_id: str, document_id: str) -> Difference:
        """What a file says otherwise than the newest edition of a document."""
        proposal = self.proposed(person, job_id)
        newest = self._existing(document_id).newest
        before = [chunk.text for chunk in self._catalog.chunks(document_id, newest.number)]
        return difference(before, [chunk.text for chunk in proposal.chunks])

    def page_picture(self, person: Person, job_id: str, page: int) -> bytes | None:
        """A page (from 1) of the file as PNG; None for formats that have no pictures of pages.

        Raises DocumentRefused when it cannot be drawn.
        """
        proposal = self.proposed(person, job_id)
        upload = self._jobs.get(job_id).upload
        content = self._originals.read(upload.original_digest)
        return page_picture(content, upload.name, proposal.media_type, page, PICTURE_WIDTH)

    # deciding

    def correct(self, person: Person, job_id: str, corrections: Mapping[str, Any], replaces: str | None = None) -> Job:
        """Keep what staff have written into the form. Raises DocumentRefused (BAD_METADATA) naming the field."""
        self._described(self.proposed(person, job_id), corrections, self._jobs.get(job_id).upload.name)
        if replaces is not None:
            self._existing(replaces)
        return self._jobs.correct(job_id, corrections, replaces)

    def publish(self, person: Person, job_id: str, *, as_separate: bool = False) -> Job:
        """Let the file be published as it was confirmed.

        Where the library holds the same or a similar document, staff first say whether this is its new edition (by
        `correct`) or a document of its own. Raises WrongUse when they have not.
        """
        proposal, job = self.proposed(person, job_id), self._jobs.get(job_id)
        if job.upload.replaces is None and proposal.needs_choice:
            if not as_separate:
                raise WrongUse(_undecided(job, proposal))
            identifier = str(job.corrections.get("id") or proposal.metadata.id)
            self._jobs.correct(job_id, {**job.corrections, "id": self._free_id(identifier)}, None)
        return self._jobs.confirm(job_id)

    def publish_ready(self, person: Person) -> PublishedReady:
        """Publish every file that is ready and leaves nothing to decide: no likeness, no personal data left open."""
        _require_staff(person)
        confirmed, left = [], []
        for job in self._jobs.newest(MOST_FILES * 4, {JobState.READY}):
            proposal = self._jobs.proposal(job.id)
            if proposal is None or _is_open(job, proposal):
                left.append(job)
            else:
                confirmed.append(self._jobs.confirm(job.id))
        return PublishedReady(confirmed=tuple(confirmed), left=tuple(left))

    def cancel(self, person: Person, job_id: str) -> Job:
        """Give a file up; what is served stays as it is. Raises WrongUse when it is too late."""
        _require_staff(person)
        return self._jobs.cancel(job_id)

    def retry(self, person: Person, job_id: str) -> Job:
        """Begin again with a file that was refused, failed or was cancelled. Raises WrongUse for others."""
        _require_staff(person)
        return self._jobs.retry(job_id)

    def corrected(self, person: Person, job_id: str) -> DocumentMetadata:
        """The metadata as they will be published."""
        proposal, job = self.proposed(person, job_id), self._jobs.get(job_id)
        return self._described(proposal, job.corrections, job.upload.name)

    def _described(self, proposal: Proposal, corrections: Mapping[str, Any], name: str) -> DocumentMetadata:
        raw = {**metadata_form(proposal.metadata), **corrections}
        given = Given(name=name, stem=proposal.metadata.id, today=self._clock().date().isoformat())
        return describe(raw, given).metadata

    def _existing(self, document_id: str) -> Document:
        document = self._catalog.document(document_id)
        if document is None:
            raise NotFound(f"{document_id}: 그런 문서가 없습니다. / There is no such document.")
        return document

    def _free_id(self, identifier: str) -> str:
        return next(name for name in _numbered(identifier) if self._catalog.document(name) is None)


def _numbered(identifier: str) -> Iterator[str]:
    yield identifier
    number = 2
    while True:
        yield f"{identifier}-{number}"
        number += 1


def _is_open(job: Job, proposal: Proposal) -> bool:
    """Whether staff still have to look at a file before it may be published with others."""
    has_personal_data = bool(proposal.report and proposal.report.alarms and not proposal.report.is_masked)
    return has_personal_data or proposal.brings_back or (proposal.needs_choice and job.upload.replaces is None)


def _undecided(job: Job, proposal: Proposal) -> str:
    alike = ", ".join(likeness.title for likeness in proposal.likenesses[:3]) or proposal.metadata.id
    return (
        f"{job.upload.name}: 비슷한 문서가 있습니다({alike}). 새 판인지 별개 문서인지 골라 주세요. / "
        f"There are similar documents ({alike}): say whether this is a new edition or a document of its own."
    )


def _require_staff(person: Person) -> None:
    require_staff(person, "문서를 올리는 일은 담당자만 할 수 있습니다.", "Only staff may add documents.")
