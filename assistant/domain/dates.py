"""Dates as documents write them: a day, a month or a year."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def is_past(written: str | None, today: date) -> bool:
    """Whether an ISO day (`2026-11-22`), month (`2026-11`) or year lies wholly before today; False for None."""
    return written is not None and written < today.isoformat()[: len(written)]


def is_older_than(written: str, years: int, today: date) -> bool:
    """Whether all of an ISO day, month or year lies more than `years` years before today."""
    return is_past(written, today.replace(year=today.year - years, day=min(today.day, 28)))


def in_words(written: str, *, in_korean: bool) -> str:
    """`2024-08` as `2024년 8월` or `August 2024`; a year or a day likewise."""
    parts = [int(part) for part in written.split("-")]
    if in_korean:
        return " ".join(f"{number}{unit}" for number, unit in zip(parts, "년월일", strict=False))
    return " ".join([*map(str, parts[2:]), *(_MONTHS[month - 1] for month in parts[1:2]), str(parts[0])])
