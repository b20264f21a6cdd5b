"""What the answer records promise, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import NotFound
from assistant.store.answer_records import AnswerRecord, AnswerRecords
from assistant.store.catalog import Catalog


@pytest.fixture(params=["sqlite", "postgresql"])
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnswerRecords]:
    url = f"sqlite:///{tmp_path / 'catalog.sqlite3'}"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgresql_url"))
    catalog = Catalog(url)
    yield catalog.answers
    catalog.close()


def record(answer_id: str, asked_at: str) -> AnswerRecord:
    return AnswerRecord(
        id=answer_id,
        asked_at=asked_at,
        role="visitor",
        question="AI 바우처 한도는?",
        status="answered",
        writer="extractive",
        further={"text": "최대 2억 원입니다.", "found": [{"chunk_id": "ai-voucher@1#0002", "score": 0.91}]},
    )


def test_an_answer_comes_back_as_it_was_kept(records: AnswerRecords) -> None:
    kept = record("a", "2026-11-22T09:00:00+00:00")
    records.put(kept)
    assert records.get("a") == kept


def test_the_newest_come_first(records: AnswerRecords) -> None:
    for day in (20, 22, 21):
        records.put(record(f"on-{day}", f"2026-11-{day}T09:00:00+00:00"))
    assert [item.id for item in records.newest(2)] == ["on-22", "on-21"]


def test_old_answers_are_forgotten(records: AnswerRecords) -> None:
    records.put(record("old", "2026-08-01T09:00:00+00:00"))
    records.put(record("new", "2026-11-22T09:00:00+00:00"))
    assert records.forget_before("2026-08-24T00:00:00+00:00") == 1
    assert [item.id for item in records.newest(10)] == ["new"]


def test_an_unknown_answer_is_named(records: AnswerRecords) -> None:
    with pytest.raises(NotFound, match="no-such-answer"):
        records.get("no-such-answer")


def test_questions_asked_since_a_time_come_without_what_was_said(records: AnswerRecords) -> None:
    further = {
        "standalone_question": "AI 바우처 한도는 올해(2026년) 얼마?",
        "opening": "판정하지 않습니다.",
        "sufficiency": 0.41,
        "profile": {"sector": "food", "company_size": None, "stage": None},
    }
    records.put(record("older", "2026-11-20T09:00:00+00:00"))
    records.put(record("old", "2026-11-21T09:00:00+00:00"))
    records.put(replace(record("new", "2026-11-22T09:00:00+00:00"), further=further))
    old, new = records.asked_since("2026-11-21T00:00:00+00:00")
    assert (old.id, old.standalone_question, old.opening, old.sufficiency) == ("old", old.question, "", None)
    assert (old.sector, old.stage) == (None, None)
    assert (new.standalone_question, new.opening) == (further["standalone_question"], further["opening"])
    assert (new.sufficiency, new.sector, new.stage) == (0.41, "food", None)
