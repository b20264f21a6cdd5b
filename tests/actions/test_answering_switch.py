"""Staff stop and start answering; who, when and why is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.actions.answering_switch import LONGEST_REASON, AnsweringSwitch
from assistant.domain.access import Person, Role
from assistant.errors import AnsweringStopped, NotAllowed, WrongUse
from assistant.store.catalog import Catalog

STAFF = Person(Role.STAFF)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    yield catalog
    catalog.close()


@pytest.fixture
def switch(catalog: Catalog) -> AnsweringSwitch:
    return AnsweringSwitch(catalog.switch_register, lambda: datetime(2026, 11, 22, 9, 0, tzinfo=UTC))


def test_without_any_use_questions_are_answered(switch: AnsweringSwitch) -> None:
    switch.require_answering()
    assert switch.changes(STAFF) == []


def test_a_stop_holds_for_every_process_until_the_start(switch: AnsweringSwitch, tmp_path: Path) -> None:
    other = Catalog(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    elsewhere = AnsweringSwitch(other.switch_register, lambda: datetime.now(UTC))
    switch.stop(STAFF, "김담당", "잘못된 금액이 나갔습니다")
    with pytest.raises(AnsweringStopped, match="잘못된 금액이 나갔습니다"):
        elsewhere.require_answering()
    switch.start(STAFF, "이담당")
    elsewhere.require_answering()
    other.close()


def test_who_when_and_why_is_kept_newest_first(switch: AnsweringSwitch) -> None:
    switch.stop(STAFF, "김담당", " 점검 ")
    switch.start(Person(Role.ADMIN), "이담당", "고쳤습니다")
    changes = switch.changes(STAFF)
    assert [(change.by, change.is_answering, change.reason) for change in changes] == [
        ("이담당", True, "고쳤습니다"),
        ("김담당", False, "점검"),
    ]
    assert {change.at for change in changes} == {"2026-11-22T09:00:00+00:00"}


@pytest.mark.parametrize("role", [Role.VISITOR, Role.SME, Role.CONSULTANT])
def test_only_staff_may_use_it(switch: AnsweringSwitch, role: Role) -> None:
    with pytest.raises(NotAllowed):
        switch.stop(Person(role), "아무개", "까닭")
    with pytest.raises(NotAllowed):
        switch.start(Person(role), "아무개")
    with pytest.raises(NotAllowed):
        switch.changes(Person(role))
    switch.require_answering()


@pytest.mark.parametrize("reason", ["", "  ", "가" * (LONGEST_REASON + 1)])
def test_a_stop_needs_a_reason(switch: AnsweringSwitch, reason: str) -> None:
    with pytest.raises(WrongUse):
        switch.stop(STAFF, "김담당", reason)
