"""The register of the answering switch: its last entry is in force, and none is ever changed."""

from __future__ import annotations

from sqlalchemy import func, select

from assistant.domain.answering_switch import SwitchChange
from assistant.store.database import Database
from assistant.store.tables import AnsweringSwitchRow


class SwitchRegister:
    """Who stopped and started answering, when and why. All methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, change: SwitchChange) -> None:
        """Note a change; it is in force for every process as soon as this returns."""
        with self._database.writing() as session:
            last = session.scalar(select(func.max(AnsweringSwitchRow.id))) or 0
            session.add(
                AnsweringSwitchRow(
                    id=last + 1,
                    at=change.at,
                    by=change.by,
                    is_answering=int(change.is_answering),
                    reason=change.reason,
                )
            )

    def last(self) -> SwitchChange | None:
        """The change in force; None when the switch was never used and questions are answered."""
        changes = self.changes(limit=1)
        return changes[0] if changes else None

    def changes(self, limit: int = 100) -> list[SwitchChange]:
        """The newest changes, newest first."""
        query = select(AnsweringSwitchRow).order_by(AnsweringSwitchRow.id.desc()).limit(limit)
        with self._database.reading() as session:
            return [
                SwitchChange(at=row.at, by=row.by, is_answering=bool(row.is_answering), reason=row.reason)
                for row in session.scalars(query)
            ]
