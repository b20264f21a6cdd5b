"""Dates as documents write them: a day, a month or a year."""

from __future__ import annotations

from datetime import date


def is_past(written: str | None, today: date) -> bool:
    """Whether an ISO day (`2026-11-22`), month (`2026-11`) or year lies wholly before today; False for None."""
    return written is not None and written < today.isoformat()[: len(written)]
