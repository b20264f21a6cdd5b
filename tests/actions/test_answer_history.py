"""Who may look into the answers that were given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.actions.answer_history import AnswerHistory
from assistant.domain.access import Person, Role
from assistant.errors import NotAllowed, NotFound
from assistant.store.answer_records import AnswerRecord
from assistant.store.catalog import Catalog

KEPT = AnswerRecord(
    id="one",
    asked_at="2026-11-22T09:00:00+00:00",
    role="visitor",
    question="AI 바우처 한도는?",
    status="answered",
    writer="extractive",
    further={},
)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[AnswerHistory]:
    catalog = Catalog(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    catalog.answers.put(KEPT)
    yield AnswerHistory(catalog.answers)
    catalog.close()


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMIN])
def test_staff_see_answers(history: AnswerHistory, role: Role) -> None:
    assert history.newest(Person(role), 10) == [KEPT]
    assert history.answer(Person(role), "one") == KEPT


@pytest.mark.parametrize("role", [Role.VISITOR, Role.SME, Role.CONSULTANT])
def test_nobody_else_sees_what_others_asked(history: AnswerHistory, role: Role) -> None:
    with pytest.raises(NotAllowed):
        history.newest(Person(role), 10)
    with pytest.raises(NotAllowed):
        history.answer(Person(role), "one")


def test_an_unknown_answer_is_named(history: AnswerHistory) -> None:
    with pytest.raises(NotFound, match="two"):
        history.answer(Person(Role.STAFF), "two")
