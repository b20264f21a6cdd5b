"""Answers as they were given: what was asked, found and said, and the settings it depended on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, delete, select

from assistant.errors import NotFound
from assistant.store.database import Database
from assistant.store.tables import AnswerRow


@dataclass(frozen=True, kw_only=True)
class AnswerRecord:
    """One answer. `asked_at` is ISO time in UTC; personal data in the question were masked before.

    `further` holds plain JSON values: the question as it was read, language, style, the profile of the company, text,
    its opening, sentences, citations (chunk ids name document and version), the passages that were found with their
    scores and the probability that they suffice, what was dropped, times in milliseconds, and the settings.
    """

    id: str
    asked_at: str
    role: str
    question: str
    status: str
    writer: str
    further: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """A question with how it ended, without what was said. `sufficiency` and the profile are None in older records.

    `opening` is what was said before anything else, where a verdict was asked for that is not given.
    """

    id: str
    asked_at: str
    role: str
    question: str
    standalone_question: str
    status: str
    opening: str
    sufficiency: float | None
    sector: str | None
    stage: str | None


class AnswerRecords:
    """The answers kept in the catalog's database. All methods raise StoreError when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, record: AnswerRecord) -> None:
        """Keep an answer."""
        with self._database.writing() as session:
            session.add(AnswerRow(**vars(record)))

    def newest(self, limit: int) -> list[AnswerRecord]:
        """The newest answers, newest first."""
        query = select(AnswerRow).order_by(AnswerRow.asked_at.desc(), AnswerRow.id).limit(limit)
        with self._database.reading() as session:
            return [_record(row) for row in session.scalars(query)]

    def get(self, answer_id: str) -> AnswerRecord:
        """One answer. Raises NotFound."""
        with self._database.reading() as session:
            row = session.get(AnswerRow, answer_id)
        if row is None:
            raise NotFound(f"답변 기록을 찾을 수 없습니다: {answer_id} / There is no answer {answer_id!r}.")
        return _record(row)

    def asked_since(self, asked_at: str) -> list[AskedQuestion]:
        """The questions asked since an ISO time, oldest first."""
        query = (
            select(
                AnswerRow.id,
                AnswerRow.asked_at,
                AnswerRow.role,
                AnswerRow.question,
                AnswerRow.status,
                AnswerRow.further["standalone_question"].as_string().label("standalone_question"),
                AnswerRow.further["opening"].as_string().label("opening"),
                AnswerRow.further["sufficiency"].as_float().label("sufficiency"),
                AnswerRow.further["profile", "sector"].as_string().label("sector"),
                AnswerRow.further["profile", "stage"].as_string().label("stage"),
            )
            .where(AnswerRow.asked_at >= asked_at)
            .order_by(AnswerRow.asked_at, AnswerRow.id)
        )
        with self._database.reading() as session:
            return [_asked(row) for row in session.execute(query).mappings()]

    def forget_before(self, asked_at: str) -> int:
        """Delete the answers given before an ISO time; returns how many."""
        with self._database.writing() as session:
            ids = session.scalars(select(AnswerRow.id).where(AnswerRow.asked_at < asked_at)).all()
            session.execute(delete(AnswerRow).where(AnswerRow.asked_at < asked_at))
            return len(ids)


def _record(row: AnswerRow) -> AnswerRecord:
    return AnswerRecord(
        id=row.id,
        asked_at=row.asked_at,
        role=row.role,
        question=row.question,
        status=row.status,
        writer=row.writer,
        further=row.further,
    )


def _asked(row: RowMapping) -> AskedQuestion:
    texts = {"standalone_question": row["standalone_question"] or row["question"], "opening": row["opening"] or ""}
    return AskedQuestion(**{**row, **texts})
