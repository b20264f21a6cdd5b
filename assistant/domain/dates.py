"""Dates as documents write them: a day, a month or a year."""

from __future__ import annotations

from datetime import date

OLD_AFTER_YEARS = 2

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


def has_old_facts(facts_as_of: str | None, today: date) -> bool:
    """Whether facts are more than two years old on a day; those of unknown age are not."""
    return is_past(facts_as_of, today.replace(year=today.year - OLD_AFTER_YEARS, day=min(today.day, 28)))


def in_words(written: str, *, in_korean: bool) -> str:
    """`2024-08` as `2024년 8월` or `August 2024`; a year or a day likewise."""
    parts = [int(part) for part in written.split("-")]
    if in_korean:
        return " ".join(f"{number}{unit}" for number, unit in zip(parts, "년월일", strict=False))
    return " ".join([*map(str, parts[2:]), *(_MONTHS[month - 1] for month in parts[1:2]), str(parts[0])])
