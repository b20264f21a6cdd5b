"""Looking into the answers that were given; for staff."""

from __future__ import annotations

from assistant.actions.permission import require_staff
from assistant.domain.access import Person
from assistant.store.answer_records import AnswerRecord, AnswerRecords


class AnswerHistory:
    """Reads the kept answers. All methods raise NotAllowed for anybody but staff: others asked these questions."""

    def __init__(self, records: AnswerRecords) -> None:
        self._records = records

    def newest(self, person: Person, limit: int) -> list[AnswerRecord]:
        """The newest answers, newest first."""
        _require_staff(person)
        return self._records.newest(limit)

    def answer(self, person: Person, answer_id: str) -> AnswerRecord:
        """One answer. Raises NotFound."""
        _require_staff(person)
        return self._records.get(answer_id)


def _require_staff(person: Person) -> None:
    require_staff(person, "답변 기록은 담당자만 볼 수 있습니다.", "Only staff may look into answers.")
