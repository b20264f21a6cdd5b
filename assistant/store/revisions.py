"""What staff change in the library: own editions, taking down and bringing back, and the history of all changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.clock import utc_now
from assistant.domain.document_events import Change, DocumentAction, DocumentEvent
from assistant.domain.documents import DocumentMetadata, DocumentState, Version, chunk_id
from assistant.errors import WrongUse
from assistant.store.database import Database
from assistant.store.metadata_json import further_json
from assistant.store.rows import metadata_from_row, version_from
from assistant.store.tables import ChunkRow, DocumentEventRow, DocumentRow, FileReportRow, OutcomeRow, VersionRow
from assistant.store.waiting import existing, existing_version, let_wait, newest, remember, take_down


@dataclass(frozen=True, kw_only=True)
class ChunkEdit:
    """What staff made of a chunk: another text, or switched off."""

    text: str
    is_off: bool = False


class Revisions:
    """Changes by staff, each in one transaction with its entry in the history.

    A revision is a new edition of the same file: it waits for the indexes as any other, and citations of the edition
    before go on resolving. All methods raise NotFound, and StoreError when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def revise(
        self,
        document_id: str,
        number: int,
        change: Change,
        action: DocumentAction,
        *,
        metadata: DocumentMetadata | None = None,
        edits: Mapping[int, ChunkEdit] | None = None,
    ) -> Version:
        """Make an edition out of another one, with other metadata or other chunks (by their ordinal).

        Unless it is returned to, that must be the newest one: what somebody else has changed meanwhile would be lost.
        Raises WrongUse then, and for a document that is withdrawn.
        """
        with self._database.writing() as session:
            document = existing(session, document_id)
            base = existing_version(session, document_id, number)
            last = newest(session, document_id) or base
            if last.number != number and action is not DocumentAction.RETURNED:
                raise WrongUse(
                    f"{document_id}: 그사이 새 판이 나왔습니다. 새로 고쳐 확인해 주세요. / "
                    "There is a newer edition meanwhile: look again."
                )
            if document.state == DocumentState.WITHDRAWN:
                raise WrongUse(
                    f"{document_id}: 내려간 문서입니다. 먼저 다시 올려 주세요(복원). / "
                    "The document is withdrawn: restore it first."
                )
            version = _copied(base, last.number + 1, metadata or metadata_from_row(base))
            session.add(version)
            session.flush()
            kept = _copy_chunks(session, base, version, edits or {})
            version.chunk_count = sum(not row.is_off for row in kept)
            _copy_findings(session, base, version, {row.ordinal: row for row in kept})
            let_wait(session, document, version)
            remember(session, document, action, change, version.number)
            return version_from(version)

    def withdraw(self, document_id: str, change: Change) -> None:
        """Stop serving a document at once; doing it twice changes nothing. Its file does not bring it back."""
        with self._database.writing() as session:
            document = existing(session, document_id)
            if document.state == DocumentState.WITHDRAWN and document.withdrawn_by:
                return
            take_down(session, document, change.why)
            document.withdrawn_by = change.by
            remember(session, document, DocumentAction.WITHDRAWN, change)

    def restore(self, document_id: str, change: Change) -> None:
        """Bring a withdrawn document back: its newest version waits for the indexes."""
        with self._database.writing() as session:
            document = existing(session, document_id)
            version = newest(session, document_id)
            if version and document.state == DocumentState.WITHDRAWN:
                let_wait(session, document, version)
                remember(session, document, DocumentAction.RESTORED, change, version.number)

    def discard(self, document_id: str) -> None:
        """Forget a document with all its editions, as if it had never been: only for drafts that were tried."""
        with self._database.writing() as session:
            document = session.get(DocumentRow, document_id)
            if document is None:
                return
            take_down(session, document, "discarded")
            for table in (OutcomeRow, FileReportRow, ChunkRow, DocumentEventRow, VersionRow):
                session.execute(delete(table).where(table.document_id == document_id))
            session.delete(document)

    def history(self, document_id: str | None = None, limit: int = 200) -> list[DocumentEvent]:
        """The newest changes (of one document), newest first."""
        query = select(DocumentEventRow).order_by(DocumentEventRow.id.desc()).limit(limit)
        if document_id is not None:
            query = query.where(DocumentEventRow.document_id == document_id)
        with self._database.reading() as session:
            return [_event(row) for row in session.scalars(query)]

    def with_original(self, original_digest: str) -> list[tuple[str, int]]:
        """The editions made of a file with these bytes, as (document id, number), newest first."""
        query = select(VersionRow.document_id, VersionRow.number).where(VersionRow.original_digest == original_digest)
        with self._database.reading() as session:
            return [(row.document_id, row.number) for row in session.execute(query.order_by(VersionRow.number.desc()))]


def _copied(base: VersionRow, number: int, metadata: DocumentMetadata) -> VersionRow:
    return VersionRow(
        document_id=base.document_id,
        number=number,
        digest=base.digest,
        root=base.root,
        origin=base.origin,
        media_type=base.media_type,
        original_digest=base.original_digest,
        created_at=utc_now().isoformat(timespec="seconds"),
        chunk_count=base.chunk_count,
        audience=str(metadata.audience),
        kind=metadata.kind,
        title=metadata.title,
        date=metadata.date,
        further=further_json(metadata),
        based_on=base.number,
    )


def _copy_chunks(
    session: Session, base: VersionRow, version: VersionRow, edits: Mapping[int, ChunkEdit]
) -> Sequence[ChunkRow]:
    query = select(ChunkRow).where(ChunkRow.document_id == base.document_id, ChunkRow.version == base.number)
    made = []
    for row in session.scalars(query.order_by(ChunkRow.ordinal)).all():
        edit = edits.get(row.ordinal) or ChunkEdit(text=row.text, is_off=bool(row.is_off))
        made.append(
            ChunkRow(
                chunk_id=chunk_id(version.document_id, version.number, row.ordinal),
                document_id=version.document_id,
                version=version.number,
                ordinal=row.ordinal,
                text=edit.text,
                heading=list(row.heading),
                page=row.page,
                is_off=int(edit.is_off),
            )
        )
    session.add_all(made)
    session.flush()
    return made


def _copy_findings(session: Session, base: VersionRow, version: VersionRow, chunks: Mapping[int, ChunkRow]) -> None:
    """The file's report, and those proposed outcomes whose words still stand in their chunk."""
    edition = (base.document_id, base.number)
    report = session.get(FileReportRow, edition)
    if report is not None:
        session.add(FileReportRow(document_id=version.document_id, version=version.number, report=report.report))
    query = select(OutcomeRow).where(OutcomeRow.document_id == base.document_id, OutcomeRow.version == base.number)
    for row in session.scalars(query).all():
        chunk = chunks[int(row.chunk_id.rpartition("#")[2])]
        if not chunk.is_off and row.quote in chunk.text:
            session.add(
                OutcomeRow(
                    document_id=version.document_id,
                    version=version.number,
                    number=row.number,
                    chunk_id=chunk.chunk_id,
                    metric=row.metric,
                    figures=row.figures,
                    unit=row.unit,
                    period=row.period,
                    quote=row.quote,
                    status=row.status,
                )
            )
    session.flush()


def _event(row: DocumentEventRow) -> DocumentEvent:
    return DocumentEvent(
        document_id=row.document_id,
        at=row.at,
        by=row.by,
        action=DocumentAction(row.action),
        version=row.version,
        why=row.why,
    )
