"""The catalog: every document, its editions and chunks, and which edition people can find."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from assistant.domain.access import DRAFTS, Audience
from assistant.domain.document_events import Change, DocumentAction
from assistant.domain.documents import (
    UPLOADED,
    Chunk,
    Document,
    DocumentMetadata,
    DocumentState,
    Draft,
    Kind,
    Version,
)
from assistant.domain.file_reports import FileReport
from assistant.domain.jobs import Job
from assistant.domain.outcomes import ProposedOutcome
from assistant.domain.synchronising import FileOutcome
from assistant.store.answer_records import AnswerRecords
from assistant.store.database import Database
from assistant.store.embedding_shelf import EmbeddingShelf
from assistant.store.finding_rows import finding_rows, proposed_outcome_from, report_from, served_outcomes
from assistant.store.generations import GenerationRegister
from assistant.store.job_register import JobRegister
from assistant.store.outbox import Edition, Operation, OutboxEntry, enqueue, entry_from
from assistant.store.revisions import Revisions
from assistant.store.rows import (
    chunk_from,
    chunk_query,
    chunk_rows,
    document_from,
    metadata_from_row,
    version_from,
    version_row,
)
from assistant.store.switch_register import SwitchRegister
from assistant.store.tables import (
    ChunkRow,
    DocumentRow,
    FileReportRow,
    OutboxCounterRow,
    OutboxRow,
    VersionRow,
)
from assistant.store.waiting import existing, existing_version, let_wait, newest, remember, take_down

_SYNCHRONISED = Change(by="ingest")
"""Changes that follow from files which came, changed or went."""

_T = TypeVar("_T")
_DESCRIBED_AT_MOST = 5_000
_IDS_PER_QUERY = 400  # well under the number of bound values any SQLite accepts


class Catalog:
    """Documents in SQLite or PostgreSQL. Safe to use from many threads; every change is one transaction.

    A new edition *waits* until both indexes contain it and is then *served*; until then the one before is.
    All methods raise StoreError when the database cannot be used.
    """

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL and migrate it to the newest revision."""
        self._database = Database(url)
        self.generations = GenerationRegister(self._database)
        self.answers = AnswerRecords(self._database)
        self.switch_register = SwitchRegister(self._database)
        self.revisions = Revisions(self._database)
        self.jobs = JobRegister(self._database)
        self.embeddings = EmbeddingShelf(self._database)
        self._described: dict[Edition, DocumentMetadata] = {}  # an edition's metadata never change

    def close(self) -> None:
        """Give all connections back."""
        self._database.close()

    # changes

    def put(self, draft: Draft, original_digest: str, change: Change = _SYNCHRONISED) -> tuple[FileOutcome, Version]:
        """Take in a document: created, updated (its next version waits for the indexes) or unchanged.

        Unchanged means that the newest version of a document that is not withdrawn has the same digest. If
        the file was only moved, its new place is noted. A withdrawn document comes back.

        What staff did lasts: a file does not bring back what they took down, nor an edition they have replaced by
        another file.
        """
        with self._database.writing() as session:
            return _put(session, draft, original_digest, change)

    def enter(self, draft: Draft, change: Change, job: Job, worker: str) -> Version | None:
        """Take in the document of a job that a worker has in hand, and note it in the job: both or neither.

        Returns None where the job was cancelled or another worker has it.
        """
        with self._database.writing() as session:
            if not self.jobs.is_held(session, job.id, worker):
                return None
            _, version = _put(session, draft, job.upload.original_digest, change)
            self.jobs.enter(session, job.id, version)
            return version

    def withdraw(self, document_id: str, reason: str) -> None:
        """Stop serving a document whose file is gone, at once; both indexes forget it later.

        Doing it twice changes nothing. Raises NotFound when there is no such document.
        """
        with self._database.writing() as session:
            document = existing(session, document_id)
            if document.state == DocumentState.PUBLISHED:
                take_down(session, document, reason)
                remember(session, document, DocumentAction.WITHDRAWN, replace(_SYNCHRONISED, why=reason))

    def publish_through(self, position: int) -> int:
        """Serve the versions whose ADD entry both indexes have applied (those at or before `position`).

        The versions they replace leave the indexes by REMOVE entries. Returns how many became served.
        """
        with self._database.writing() as session:
            ready = session.scalars(select(DocumentRow).where(DocumentRow.waiting_since <= position)).all()
            for document in ready:
                if document.served is not None and document.served != document.waiting:
                    replaced = existing_version(session, document.id, document.served)
                    enqueue(session, Operation.REMOVE, replaced, "replaced")
                document.served = document.waiting
                document.waiting = document.waiting_since = None
            return len(ready)

    # documents

    def documents(self) -> list[Document]:
        """All documents with their versions, by id; also the withdrawn ones."""
        with self._database.reading() as session:
            versions: dict[str, list[VersionRow]] = {}
            for row in session.scalars(select(VersionRow).order_by(VersionRow.number)):
                versions.setdefault(row.document_id, []).append(row)
            documents = [document_from(row, versions[row.id]) for row in session.scalars(select(DocumentRow))]
        return sorted(documents, key=lambda document: document.id)

    def document(self, document_id: str) -> Document | None:
        """One document with its versions, oldest first."""
        with self._database.reading() as session:
            row = session.get(DocumentRow, document_id)
            query = select(VersionRow).where(VersionRow.document_id == document_id)
            query = query.order_by(VersionRow.number)
            return document_from(row, session.scalars(query)) if row else None

    def version(self, document_id: str, number: int) -> Version | None:
        """One version, also an old or withdrawn one."""
        with self._database.reading() as session:
            row = session.get(VersionRow, (document_id, number))
            return version_from(row) if row else None

    def under_root(self, root: str) -> dict[str, str]:
        """Where the published documents of a root came from: origin to document id."""
        newest = func.coalesce(DocumentRow.waiting, DocumentRow.served)
        query = (
            select(VersionRow.origin, VersionRow.document_id)
            .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
            .where(VersionRow.root == root, VersionRow.number == newest)
        )
        with self._database.reading() as session:
            return {origin: document_id for origin, document_id in session.execute(query)}

    def audiences(self) -> set[Audience]:
        """The audiences of the documents that are served."""
        query = _served(select(VersionRow.audience)).distinct()
        with self._database.reading() as session:
            return {Audience.parse(audience) for audience in session.scalars(query)}

    def drafts(self) -> list[str]:
        """The ids of the drafts that are tried."""
        query = select(VersionRow.document_id).where(VersionRow.audience == str(DRAFTS)).distinct()
        with self._database.reading() as session:
            return sorted(session.scalars(query))

    def count_documents(self) -> int:
        """How many documents are served; drafts that are tried are none."""
        query = _served(select(func.count())).where(VersionRow.audience != str(DRAFTS))
        with self._database.reading() as session:
            return session.scalar(query) or 0

    def count_chunks(self) -> int:
        """How many chunks the served versions have."""
        with self._database.reading() as session:
            return session.scalar(_served(select(func.sum(VersionRow.chunk_count)))) or 0

    # chunks

    def chunks(self, document_id: str, version: int, *, also_off: bool = False) -> list[Chunk]:
        """The chunks of a version, in their order; also of an old or withdrawn one.

        Those that staff switched off are left out unless they are asked for.
        """
        query = chunk_query().where(ChunkRow.document_id == document_id, ChunkRow.version == version)
        if not also_off:
            query = query.where(ChunkRow.is_off == 0)
        with self._database.reading() as session:
            return [chunk_from(row) for row in session.execute(query.order_by(ChunkRow.ordinal))]

    def chunk(self, chunk_id: str) -> Chunk | None:
        """One chunk; also of an old or withdrawn version."""
        with self._database.reading() as session:
            row = session.execute(chunk_query().where(ChunkRow.chunk_id == chunk_id)).one_or_none()
            return chunk_from(row) if row else None

    def served(self, chunk_ids: Sequence[str]) -> dict[str, tuple[Chunk, DocumentMetadata]]:
        """Those of the chunks that belong to the served version of their document, with its metadata."""
        found: list[Chunk] = []
        with self._database.reading() as session:
            for ids in _slices(list(dict.fromkeys(chunk_ids))):
                query = (
                    chunk_query()
                    .join(DocumentRow, DocumentRow.id == ChunkRow.document_id)
                    .where(DocumentRow.served == ChunkRow.version, ChunkRow.is_off == 0, ChunkRow.chunk_id.in_(ids))
                )
                found += [chunk_from(row) for row in session.execute(query)]
            metadata = self._metadata_of(session, {_edition(chunk) for chunk in found})
        return {chunk.chunk_id: (chunk, metadata[_edition(chunk)]) for chunk in found}

    # what was found in files

    def file_report(self, document_id: str, version: int) -> FileReport | None:
        """What was found in the file of a version; None where it was put without a report."""
        with self._database.reading() as session:
            row = session.get(FileReportRow, (document_id, version))
            return report_from(row) if row else None

    def outcomes(self, kind: Kind | None = None) -> list[ProposedOutcome]:
        """The outcomes proposed from the served versions (of one kind), in the order of documents and their text."""
        with self._database.reading() as session:
            rows = session.scalars(served_outcomes(kind)).all()
        chunks = self.served([row.chunk_id for row in rows])
        return [proposed_outcome_from(row, *chunks[row.chunk_id]) for row in rows if row.chunk_id in chunks]

    # what the indexes follow

    def outbox_after(self, position: int, limit: int) -> list[OutboxEntry]:
        """Up to `limit` changes after a position, in their order."""
        query = select(OutboxRow).where(OutboxRow.position > position)
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(OutboxRow.position).limit(limit))
            return [entry_from(row) for row in rows]

    def last_position(self) -> int:
        """The position of the newest change; 0 when there was none."""
        with self._database.reading() as session:
            return session.get_one(OutboxCounterRow, 1).last_position

    def served_versions(self) -> list[tuple[str, int]]:
        """The served versions, as (document id, number)."""
        query = select(DocumentRow.id, DocumentRow.served).where(DocumentRow.served.is_not(None))
        with self._database.reading() as session:
            return sorted((row.id, row.served) for row in session.execute(query))

    def live_editions(self) -> dict[Edition, int]:
        """The versions an index should contain, served and waiting, each with its number of chunks."""
        return self._chunk_counts(_is_live())

    def live_among(self, editions: Collection[Edition]) -> dict[Edition, DocumentMetadata]:
        """Those of the editions that an index should contain, served or waiting, with their metadata."""
        with self._database.reading() as session:
            return _metadata_of(session, editions, _is_live())

    def waiting_editions(self) -> dict[Edition, int]:
        """The versions that wait for the indexes, each with its number of chunks."""
        return self._chunk_counts(DocumentRow.waiting == VersionRow.number)

    def served_chunk_ids(self, document_ids: Collection[str] = ()) -> set[str]:
        """The ids of the chunks of the served versions: of these documents, or of all of them."""
        query = select(ChunkRow.chunk_id).join(DocumentRow, DocumentRow.id == ChunkRow.document_id)
        query = query.where(DocumentRow.served == ChunkRow.version, ChunkRow.is_off == 0)
        if document_ids:
            query = query.where(DocumentRow.id.in_(document_ids))
        with self._database.reading() as session:
            return set(session.scalars(query))

    def _metadata_of(self, session: Session, editions: set[Edition]) -> dict[Edition, DocumentMetadata]:
        described = self._described
        known = {edition: described[edition] for edition in editions if edition in described}
        fresh = _metadata_of(session, editions - known.keys())
        self._described = {**described, **fresh} if len(described) < _DESCRIBED_AT_MOST else fresh
        return known | fresh

    def _chunk_counts(self, condition: ColumnElement[bool]) -> dict[Edition, int]:
        columns = select(VersionRow.document_id, VersionRow.number, VersionRow.chunk_count)
        query = columns.join(DocumentRow, DocumentRow.id == VersionRow.document_id).where(condition)
        with self._database.reading() as session:
            return {Edition(row.document_id, row.number): row.chunk_count for row in session.execute(query)}


def _put(session: Session, draft: Draft, original_digest: str, change: Change) -> tuple[FileOutcome, Version]:
    document = session.get(DocumentRow, draft.metadata.id)
    before = newest(session, draft.metadata.id)
    if document and before and draft.root != UPLOADED:
        was_replaced = before.root == UPLOADED and _is_former(session, draft)
        if document.withdrawn_by or was_replaced:
            return FileOutcome.UNCHANGED, version_from(before)
    is_published = document is not None and document.state == DocumentState.PUBLISHED
    if is_published and before and before.digest == draft.digest:
        before.root, before.origin = draft.root, draft.origin
        return FileOutcome.UNCHANGED, version_from(before)
    outcome = FileOutcome.UPDATED if document else FileOutcome.CREATED
    if document is None:
        document = DocumentRow(id=draft.metadata.id, state=DocumentState.PUBLISHED)
        session.add(document)
        session.flush()
    version = version_row(draft, before.number + 1 if before else 1, original_digest)
    session.add(version)
    session.flush()
    session.add_all(chunk_rows(draft, version))
    session.flush()
    session.add_all(finding_rows(draft, version))
    let_wait(session, document, version)
    action = DocumentAction.ADDED if outcome is FileOutcome.CREATED else DocumentAction.REPLACED
    remember(session, document, action, change, version.number)
    return outcome, version_from(version)


def _is_former(session: Session, draft: Draft) -> bool:
    """Whether an edition of the document was made of just this file."""
    former = select(VersionRow.number).where(
        VersionRow.document_id == draft.metadata.id, VersionRow.digest == draft.digest
    )
    return session.scalar(former.limit(1)) is not None


def _served(query: Select[Any]) -> Select[Any]:
    on = (DocumentRow.id == VersionRow.document_id) & (DocumentRow.served == VersionRow.number)
    return query.select_from(VersionRow).join(DocumentRow, on)


def _is_live() -> ColumnElement[bool]:
    return (DocumentRow.served == VersionRow.number) | (DocumentRow.waiting == VersionRow.number)


def _edition(chunk: Chunk) -> Edition:
    return Edition(chunk.document_id, chunk.version)


def _metadata_of(
    session: Session, editions: Collection[Edition], condition: ColumnElement[bool] | None = None
) -> dict[Edition, DocumentMetadata]:
    """The metadata of those of the editions that meet the condition on the document and the version."""
    found: dict[Edition, DocumentMetadata] = {}
    for some in _slices([(edition.document_id, edition.version) for edition in editions]):
        query = select(VersionRow).where(tuple_(VersionRow.document_id, VersionRow.number).in_(some))
        if condition is not None:
            query = query.join(DocumentRow, DocumentRow.id == VersionRow.document_id).where(condition)
        for row in session.scalars(query):
            found[Edition(row.document_id, row.number)] = metadata_from_row(row)
    return found


def _slices(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(values), _IDS_PER_QUERY):
        yield values[start : start + _IDS_PER_QUERY]
