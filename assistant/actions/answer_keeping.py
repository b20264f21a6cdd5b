"""Keeping answers, so that staff can see what was said and make it again; and forgetting them after a while."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from assistant.clock import Clock
from assistant.domain.access import Person
from assistant.domain.answers import Answer
from assistant.domain.passages import Passage
from assistant.domain.profile import CompanyProfile
from assistant.errors import StoreError
from assistant.store.answer_records import AnswerRecord, AnswerRecords

_log = logging.getLogger(__name__)


class AnswerKeeping:
    """Writes answers beside the answering, so that nobody waits for it; a full disk is logged and stops nothing."""

    def __init__(self, records: AnswerRecords, clock: Clock, *, days: int, settings: Mapping[str, Any]) -> None:
        """`days` is how long answers are kept (0: not at all); `settings` what every answer depends on."""
        self._records = records
        self._clock = clock
        self._days = days
        self._settings = dict(settings)
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answer-keeping")
        if days > 0:
            self._beside.submit(self._forget_old)

    def keep(self, answer: Answer, person: Person, profile: CompanyProfile | None = None) -> None:
        """Keep an answer, with what the company that asked told about itself, soon; returns at once."""
        if self._days > 0:
            record = _record(answer, person, profile, self._clock().isoformat(), self._settings)
            self._beside.submit(self._keep, record)

    def close(self) -> None:
        """Wait for what is still to be written."""
        self._beside.shutdown()

    def _keep(self, record: AnswerRecord) -> None:
        try:
            self._records.put(record)
        except StoreError:
            _log.exception("an answer could not be kept")

    def _forget_old(self) -> None:
        try:
            self._records.forget_before((self._clock() - timedelta(days=self._days)).isoformat())
        except StoreError:
            _log.exception("old answers could not be deleted")


def _record(
    answer: Answer, person: Person, profile: CompanyProfile | None, asked_at: str, settings: Mapping[str, Any]
) -> AnswerRecord:
    further = {
        "standalone_question": answer.standalone_question,
        "language": str(answer.language),
        "style": str(answer.style),
        "profile": asdict(profile) if profile is not None else {},
        "opening": answer.opening,
        "text": answer.text,
        "sentences": [asdict(sentence) for sentence in answer.sentences],
        "citations": [{"n": c.n, "chunk_id": c.passage.chunk.chunk_id, "quote": c.quote} for c in answer.citations],
        "found": [_found(passage) for passage in answer.found],
        "sufficiency": answer.sufficiency,
        "dropped": [asdict(dropped) for dropped in answer.dropped],
        "notices": list(answer.notices),
        "first_text_ms": answer.first_text_ms,
        "elapsed_ms": answer.elapsed_ms,
        "settings": dict(settings),
    }
    return AnswerRecord(
        id=answer.id,
        asked_at=asked_at,
        role=str(person.role),
        question=answer.question,
        status=str(answer.status),
        writer=answer.writer,
        further=further,
    )


def _found(passage: Passage) -> dict[str, Any]:
    parts = {name: round(value, 4) for name, value in passage.parts.items()}
    return {"chunk_id": passage.chunk.chunk_id, "score": round(passage.score, 4), "parts": parts}
