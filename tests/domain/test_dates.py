"""Dates as documents write them, compared and read aloud."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.domain.dates import has_old_facts, in_words, is_past

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "past"),
    [("2026-11-21", True), ("2026-11-22", False), ("2026-10", True), ("2026", False), (None, False)],
)
def test_a_date_is_past_when_all_of_it_lies_before_today(written: str | None, past: bool) -> None:
    assert is_past(written, TODAY) is past


@pytest.mark.parametrize(
    ("written", "old"),
    [("2024-08", True), ("2024-11-21", True), ("2024-11-22", False), ("2024", False), ("2023", True), (None, False)],
)
def test_facts_are_old_after_two_years(written: str | None, old: bool) -> None:
    assert has_old_facts(written, TODAY) is old


def test_a_leap_day_has_an_anniversary() -> None:
    assert has_old_facts("2026-02-01", date(2028, 2, 29))


@pytest.mark.parametrize(
    ("written", "korean", "english"),
    [
        ("2024", "2024년", "2024"),
        ("2024-08", "2024년 8월", "August 2024"),
        ("2024-08-28", "2024년 8월 28일", "28 August 2024"),
    ],
)
def test_a_date_is_read_aloud(written: str, korean: str, english: str) -> None:
    assert in_words(written, in_korean=True) == korean
    assert in_words(written, in_korean=False) == english
