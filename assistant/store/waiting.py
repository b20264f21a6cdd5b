"""The moves of documents within one transaction: an edition waits for the indexes, and a document is taken down."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.clock import utc_now
from assistant.domain.document_events import Change, DocumentAction
from assistant.domain.documents import DocumentState
from assistant.errors import NotFound
from assistant.store.outbox import Operation, enqueue
from assistant.store.tables import DocumentEventRow, DocumentRow, VersionRow


def existing(session: Session, document_id: str) -> DocumentRow:
    """The document. Raises NotFound."""
    document = session.get(DocumentRow, document_id)
    if document is None:
        raise NotFound(f"문서를 찾을 수 없습니다: {document_id} / There is no document {document_id!r}.")
    return document


def existing_version(session: Session, document_id: str, number: int) -> VersionRow:
    """One edition. Raises NotFound."""
    version = session.get(VersionRow, (document_id, number))
    if version is None:
        raise NotFound(f"{document_id} ({number}판): 그런 판이 없습니다. / No such version.")
    return version


def newest(session: Session, document_id: str) -> VersionRow | None:
    """The newest edition of a document; None before the first."""
    query = select(VersionRow).where(VersionRow.document_id == document_id)
    return session.scalar(query.order_by(VersionRow.number.desc()).limit(1))


def let_wait(session: Session, document: DocumentRow, version: VersionRow) -> None:
    """Let a version wait for the indexes; one that waited before it will never be served and is taken out."""
    if document.waiting is not None:
        enqueue(session, Operation.REMOVE, existing_version(session, document.id, document.waiting), "replaced")
    document.state = DocumentState.PUBLISHED
    document.withdrawn_by = None
    document.waiting = version.number
    document.waiting_since = enqueue(session, Operation.ADD, version)


def take_down(session: Session, document: DocumentRow, reason: str) -> None:
    """Stop serving a document; the indexes forget it later."""
    for number in (document.waiting, document.served):
        if number is not None:
            enqueue(session, Operation.REMOVE, existing_version(session, document.id, number), reason)
    document.state = DocumentState.WITHDRAWN
    document.served = document.waiting = document.waiting_since = None


def remember(
    session: Session, document: DocumentRow, action: DocumentAction, change: Change, version: int | None = None
) -> None:
    """Write a change into the history of a document."""
    last = session.scalar(select(func.max(DocumentEventRow.id))) or 0
    session.add(
        DocumentEventRow(
            id=last + 1,
            document_id=document.id,
            at=utc_now().isoformat(timespec="seconds"),
            by=change.by,
            action=action,
            version=version,
            why=change.why,
        )
    )
    session.flush()
