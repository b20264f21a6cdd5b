"""The switch with which staff stop and start answering, and what is kept of each use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SwitchChange:
    """One use of the switch: when (ISO 8601, UTC), by whom, to what, and why."""

    at: str
    by: str
    is_answering: bool
    reason: str
