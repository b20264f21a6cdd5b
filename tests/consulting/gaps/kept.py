"""Kept answers to try the gaps with."""

from __future__ import annotations

from typing import Any

from assistant.consulting.gaps.gap import GapQuestion, Weakness
from assistant.store.answer_records import AnswerRecord, AskedQuestion


def asked(text: str, **given: Any) -> AskedQuestion:
    """A question that found no source, unless told otherwise."""
    known: dict[str, Any] = {
        "id": "one",
        "asked_at": "2026-11-20T03:00:00+00:00",
        "role": "visitor",
        "question": text,
        "standalone_question": text,
        "status": "no_source",
        "opening": "",
        "sufficiency": None,
        "sector": None,
        "stage": None,
    }
    return AskedQuestion(**(known | given))


def record(number: int, text: str, *, status: str = "no_source", day: int = 20, **further: Any) -> AnswerRecord:
    """A kept answer of November 2026."""
    return AnswerRecord(
        id=f"answer-{number}",
        asked_at=f"2026-11-{day:02}T03:00:00+00:00",
        role=str(further.pop("role", "visitor")),
        question=text,
        status=status,
        writer="extractive",
        further={"standalone_question": text, "opening": "", "sufficiency": None, "profile": {}} | further,
    )


def gap(text: str, **given: Any) -> GapQuestion:
    """A question without an answer, asked once unless told otherwise."""
    known: dict[str, Any] = {"read_as": text, "weaknesses": {Weakness.NO_SOURCE: 1}, "days": ("2026-11-20",)}
    return GapQuestion(text=text, **(known | given))
