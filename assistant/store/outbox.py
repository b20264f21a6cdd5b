"""The outbox: the changes both indexes follow, written in the same transaction as the change itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from assistant.clock import utc_now
from assistant.domain.access import Audience
from assistant.store.tables import OutboxCounterRow, OutboxRow, VersionRow


class Operation(StrEnum):
    """What an index has to do with an edition."""

    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, order=True)
class Edition:
    """One version of one document, as the indexes know it."""

    document_id: str
    version: int

    def __str__(self) -> str:
        return f"{self.document_id}@{self.version}"


@dataclass(frozen=True, kw_only=True)
class OutboxEntry:
    """One change, at its place in the list (positions start at 1 and grow without gaps)."""

    position: int
    operation: Operation
    edition: Edition
    audience: Audience


def enqueue(session: Session, operation: Operation, version: VersionRow, reason: str = "") -> int:
    """Append a change and return its position. The session must come from `Database.writing`."""
    counter = session.get_one(OutboxCounterRow, 1)
    counter.last_position += 1
    session.add(
        OutboxRow(
            position=counter.last_position,
            operation=operation,
            document_id=version.document_id,
            version=version.number,
            audience=version.audience,
            reason=reason,
            created_at=utc_now().isoformat(timespec="seconds"),
        )
    )
    return counter.last_position


def entry_from(row: OutboxRow) -> OutboxEntry:
    """The entry a row stands for."""
    return OutboxEntry(
        position=row.position,
        operation=Operation(row.operation),
        edition=Edition(row.document_id, row.version),
        audience=Audience.parse(row.audience),
    )
