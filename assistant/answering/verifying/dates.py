"""Calendar dates in Korean and English text, as far as they are named: a year, a month of a year, a day."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d\d"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d)(?P<year>{_YEAR})(?P<sign>[-./])\s?(?P<month>0?[1-9]|1[0-2])(?:(?P=sign)\s?(?P<day>\d{{1,2}}))?(?![\d%])\.?",
        rf"(?<!\d)(?P<year>{_YEAR})\s?[~/]\s?(?P<until>\d{{2}}|{_YEAR})\s?년",
        rf"(?<![\d.,])(?:(?P<year>{_YEAR})\s?년\s?)?(?P<month>1[0-2]|[1-9])\s?월(?!\w*령)(?:\s?(?P<day>[0-3]?\d)\s?일)?",
        rf"(?<![\d.,])(?P<year>{_YEAR})\s?년(?!\s?(?:동안|간|이상|넘게))",
        rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s(?:of\s)?(?P<name>{_MONTH})(?:,?\s(?P<year>{_YEAR}))?\b",
        rf"\b(?P<name>{_MONTH})\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s(?P<year>{_YEAR}))?\b(?!\d)",
        rf"\b(?P<name>{_MONTH})\s(?P<year>{_YEAR})\b",
        rf"(?<![\d.,$£€¥₩~-])(?P<year>{_YEAR})(?![\d,.]*\d|\s?[%~가-힣])",
    )
)


@dataclass(frozen=True)
class Date:
    """A date as far as it is named; None for what is left open."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day."""
        return self.year, self.month, self.day

    @property
    def shape(self) -> tuple[bool, ...]:
        """Which of its parts are named."""
        return tuple(part is not None for part in self.parts)

    def __str__(self) -> str:
        return "-".join("?" if part is None else str(part) for part in self.parts).removesuffix("-?").removesuffix("-?")


def taken_dates(text: str) -> tuple[tuple[Date, ...], str]:
    """The dates of a text, and the text with blanks in their place."""
    dates: list[Date] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            dates += _dates(match.groupdict())
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return tuple(dates), text


def unsupported_dates(stated: Sequence[Date], known: Sequence[Date]) -> list[Date]:
    """The dates that agree with none of those known.

    A known date without a year agrees where the year stands in another known date: it is often named once for several
    months. A month or a day is never taken from another date.
    """
    years = {date.year for date in known}
    return [date for date in stated if not any(_agrees(date, other, years) for other in known)]


def _agrees(stated: Date, known: Date, years: Collection[int | None]) -> bool:
    if all(left is None or right is None for left, right in zip(stated.parts, known.parts, strict=True)):
        return False
    same_year = stated.year in (None, known.year) or (known.year is None and stated.year in years)
    return same_year and stated.month in (None, known.month) and stated.day in (None, known.day)


def _dates(found: dict[str, str | None]) -> Iterator[Date]:
    year, month, day = (_whole(found.get(part)) for part in ("year", "month", "day"))
    if name := found.get("name"):
        month = _MONTHS.index(name[:3].lower()) + 1
    yield Date(year, month, day)
    if (until := _whole(found.get("until"))) is not None and year is not None:
        yield Date(until if until > 99 else year - year % 100 + until)


def _whole(digits: str | None) -> int | None:
    return int(digits) if digits else None
