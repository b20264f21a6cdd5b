"""What only staff may do."""

from __future__ import annotations

from assistant.domain.access import Person
from assistant.errors import NotAllowed


def require_staff(person: Person, korean: str, english: str) -> None:
    """Raise NotAllowed for anybody but staff, with the role and two sentences that say what is kept to staff."""
    if not person.is_staff:
        raise NotAllowed(f"{person.role}: {korean} / {english}")
