"""Stopping and starting all answers: for staff, in force at once and without a restart."""

from __future__ import annotations

from assistant.actions.permission import require_staff
from assistant.clock import Clock
from assistant.domain.access import Person
from assistant.domain.answering_switch import SwitchChange
from assistant.errors import AnsweringStopped, WrongUse
from assistant.store.switch_register import SwitchRegister

LONGEST_REASON = 300
"""Characters; the reason is shown to everybody who asks."""


class AnsweringSwitch:
    """Stops and starts answering. Every process on the same catalog follows with its next question."""

    def __init__(self, register: SwitchRegister, clock: Clock) -> None:
        self._register = register
        self._clock = clock

    def stop(self, person: Person, by: str, reason: str) -> SwitchChange:
        """Stop answering; searching and reading go on. Raises NotAllowed, and WrongUse without a reason."""
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise WrongUse(
                f"멈추는 까닭을 1자에서 {LONGEST_REASON}자까지 적어 주세요. 묻는 사람에게 그대로 보입니다. / "
                f"Give a reason of 1 to {LONGEST_REASON} characters; people who ask will see it."
            )
        return self._change(person, by, is_answering=False, reason=reason.strip())

    def start(self, person: Person, by: str, reason: str = "") -> SwitchChange:
        """Answer again. Raises NotAllowed."""
        return self._change(person, by, is_answering=True, reason=reason.strip())

    def changes(self, person: Person) -> list[SwitchChange]:
        """Every use of the switch, newest first. Raises NotAllowed."""
        _require_staff(person)
        return self._register.changes()

    def require_answering(self) -> None:
        """Raises AnsweringStopped, with the reason, while staff have stopped answering."""
        last = self._register.last()
        if last is not None and not last.is_answering:
            raise AnsweringStopped(last.reason)

    def _change(self, person: Person, by: str, *, is_answering: bool, reason: str) -> SwitchChange:
        _require_staff(person)
        change = SwitchChange(
            at=self._clock().isoformat(timespec="seconds"), by=by, is_answering=is_answering, reason=reason
        )
        self._register.add(change)
        return change


def _require_staff(person: Person) -> None:
    require_staff(
        person, "답변을 멈추고 다시 여는 일은 담당자만 할 수 있습니다.", "Only staff may stop or start answering."
    )
