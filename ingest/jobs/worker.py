"""A worker takes jobs one after another: it reads files into proposals, and puts confirmed ones into the catalog."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from assistant.clock import Clock, utc_now
from assistant.domain.document_events import Change
from assistant.domain.documents import UPLOADED, Chunk, Document, Draft
from assistant.domain.jobs import Job, JobState, JobStep, Progress, Proposal
from assistant.errors import AdvisorError, DocumentRefused
from assistant.models.embedder import Embedder
from assistant.store.catalog import Catalog
from assistant.store.derived import indexed_text
from assistant.store.job_register import LEASE_SECONDS
from assistant.store.originals import Originals
from ingest.completeness import lacks
from ingest.drafting import Drafted, Drafter, Incoming
from ingest.jobs.comparing import LibraryMarks
from ingest.metadata_form import metadata_form

_SECONDS_BETWEEN_SIGNS = LEASE_SECONDS / 6
_TAKEN_OVER = (
    "title",
    "title_en",
    "kind",
    "audience",
    "provenance",
    "sector",
    "company_size",
    "region",
    "technologies",
    "stage",
    "publisher",
    "licence",
    "mask_personal_data",
)
"""What a new edition takes over from the one before where its file does not say it."""
_TAKEN_DOWN = "내려간 문서입니다. 공개하면 다시 보입니다. / This document was withdrawn; publishing brings it back."
_log = logging.getLogger(__name__)


class Worker:
    """Does the next part of one job at a time. Whatever goes wrong with a file ends that job and nothing else.

    Killed at any point it has lost nothing: the original is kept, every move is one transaction, and putting the same
    file into the catalog twice changes nothing.
    """

    def __init__(
        self,
        name: str,
        catalog: Catalog,
        originals: Originals,
        drafter: Drafter,
        embedder: Callable[[], Embedder],
        clock: Clock = utc_now,
    ) -> None:
        self._name = name
        self._catalog = catalog
        self._jobs = catalog.jobs
        self._originals = originals
        self._drafter = drafter
        self._embedder = embedder
        self._marks = LibraryMarks(catalog)
        self._clock = clock

    def get_ready(self) -> None:
        """Load what the first file would have to wait for. Raises ModelError."""
        self._embedder()

    def work(self) -> bool:
        """Do the next part of the next job; False when there is nothing to do. Raises StoreError."""
        job = self._jobs.claim(self._name)
        if job is None:
            return False
        with self._signs_of_life(job):
            try:
                drafted = self._drafted(job)
                if job.state is JobState.READING or self._must_be_decided_again(job, drafted.draft):
                    self._jobs.propose(job.id, self._name, self._proposal(job, drafted))
                else:
                    self._enter(job, drafted.draft)
            except _NoLongerOurs:
                _log.info("%s was cancelled or taken over", job.upload.name)
            except DocumentRefused as refusal:
                self._jobs.refuse(job.id, self._name, refusal.reason, refusal.message)
            except AdvisorError as error:
                _log.exception("could not take in %s", job.upload.name)
                self._jobs.fail(job.id, self._name, str(error))
            except Exception as error:
                _log.exception("could not take in %s", job.upload.name)
                words = "처리하는 중에 문제가 생겼습니다. 다시 시도해 주세요. / Something went wrong; try again."
                self._jobs.fail(job.id, self._name, f"{job.upload.name}: {words} ({type(error).__name__})")
        return True

    def _proposal(self, job: Job, drafted: Drafted) -> Proposal:
        """Compare and embed. Raises StoreError, ModelError."""
        draft = drafted.draft
        self._tell(job, JobStep.COMPARE)
        document = self._catalog.document(draft.metadata.id)
        likenesses = self._marks.likenesses(draft.chunks, job.upload.original_digest, leaving_out=job.upload.replaces)
        self._embed(job, draft)
        brings_back = _is_taken_down(document)
        return Proposal(
            metadata=draft.metadata,
            chunks=draft.chunks,
            media_type=draft.media_type,
            report=draft.report,
            warnings=(*drafted.warnings, *([_TAKEN_DOWN] if brings_back else [])),
            lacks=lacks(draft.metadata, draft.chunks, draft.outcomes),
            likenesses=likenesses,
            outcomes=draft.outcomes,
            guessed=drafted.guessed,
            same_id=document is not None and document.id != job.upload.replaces,
            brings_back=brings_back,
        )

    def _must_be_decided_again(self, job: Job, draft: Draft) -> bool:
        """Whether the library has changed since staff looked.

        The same or a similar document came in (another file of the drop), or somebody took the document down.
        """
        proposal = self._jobs.proposal(job.id)
        if proposal is None:
            return False
        there = self._catalog.document(draft.metadata.id)
        if _is_taken_down(there) and not proposal.brings_back:
            return True
        if job.upload.replaces is not None or (there is not None and there.newest.digest == draft.digest):
            return False
        seen = {likeness.document_id for likeness in proposal.likenesses}
        now = self._marks.likenesses(draft.chunks, job.upload.original_digest)
        return there is not None or any(likeness.document_id not in seen for likeness in now)

    def _enter(self, job: Job, draft: Draft) -> None:
        """Embed, and put it into the catalog. Raises StoreError, ModelError, _NoLongerOurs."""
        self._embed(job, draft)
        change = Change(by=job.upload.by, why=job.upload.name)
        if self._catalog.enter(draft, change, job, self._name) is None:
            raise _NoLongerOurs

    def _drafted(self, job: Job) -> Drafted:
        self._tell(job, JobStep.READ)
        upload = job.upload
        replaced = self._catalog.document(upload.replaces) if upload.replaces else None
        return self._drafter.draft(
            Incoming(
                content=self._originals.read(upload.original_digest),
                name=upload.name,
                stem=replaced.id if replaced else PurePath(upload.name.rpartition(" › ")[2]).stem,
                suffix=upload.suffix,
                root=UPLOADED,
                origin=upload.name,
                sidecar=upload.sidecar.encode("utf-8"),
                corrections=_corrections(job, replaced),
                defaults=_defaults(replaced),
                is_guessed=True,
            )
        )

    def _embed(self, job: Job, draft: Draft) -> None:
        embedder = self._embedder()
        texts = [indexed_text(draft.metadata, chunk) for chunk in _chunks(draft)]

        def tell(done: int, total: int) -> None:
            self._tell(job, JobStep.EMBED, done, total)

        self._catalog.embeddings.fill(embedder.fingerprint, texts, embedder.embed_passages, tell)

    def _tell(self, job: Job, step: JobStep, done: int = 0, total: int = 1) -> None:
        """Say how far it is. Raises _NoLongerOurs when the job was cancelled or taken over."""
        at = self._clock().isoformat(timespec="milliseconds")
        if not self._jobs.tell(job.id, self._name, Progress(step=step, done=done, total=total, started_at=at)):
            raise _NoLongerOurs

    @contextmanager
    def _signs_of_life(self, job: Job) -> Iterator[None]:
        """Renew the lease while a long step says nothing."""
        is_done = threading.Event()

        def renew() -> None:
            while not is_done.wait(_SECONDS_BETWEEN_SIGNS):
                try:
                    self._jobs.tell(job.id, self._name)
                except AdvisorError:
                    _log.warning("could not renew the lease of %s", job.upload.name)

        thread = threading.Thread(target=renew, name="signs-of-life", daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_done.set()
            thread.join()


def work_until_idle(worker: Worker, idle_seconds: float, pause_seconds: float = 0.3) -> None:
    """Work until there has been nothing to do for a while. Raises StoreError, ModelError."""
    worker.get_ready()
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < idle_seconds:
        if worker.work():
            idle_since = time.monotonic()
        else:
            time.sleep(pause_seconds)


class _NoLongerOurs(Exception):
    """The job was cancelled, or another worker has it."""


def _is_taken_down(document: Document | None) -> bool:
    """Whether staff have withdrawn the document."""
    return document is not None and document.withdrawn_by is not None


def _corrections(job: Job, replaced: Document | None) -> Mapping[str, Any]:
    return {**job.corrections, "id": replaced.id} if replaced else job.corrections


def _defaults(replaced: Document | None) -> Mapping[str, Any]:
    if replaced is None:
        return {}
    form = metadata_form(replaced.newest.metadata)
    return {name: form[name] for name in _TAKEN_OVER if name in form}


def _chunks(draft: Draft) -> Iterator[Chunk]:
    for ordinal, chunk in enumerate(draft.chunks):
        yield Chunk(
            chunk_id="",
            document_id=draft.metadata.id,
            version=0,
            ordinal=ordinal,
            text=chunk.text,
            heading=chunk.heading,
            page=chunk.page,
        )
