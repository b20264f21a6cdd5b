"""When a document was published and as of when its facts hold, as its text says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.guesses import Guess
from ingest.describing import iso_date
from ingest.guessing.texts import Texts, quoted

_DAY = r"(?:19|20)\d\d\s*(?:[.년/-]\s*\d{1,2}\s*(?:[.월/-]\s*(?:\d{1,2}\s*[.일]?)?)?|년)(?!\d)"
_PUBLISHED = (
    r"발행 ?일?|펴낸 ?날|발간 ?일?|작성 ?일자?|등록 ?일|게시 ?일|배포 ?일|공고 ?일|보고 ?일자?|제출 ?일|date|published"
)
_LABELLED = re.compile(rf"^[\W_]*(?:{_PUBLISHED})\s*[:：|]?\s*(?P<day>{_DAY})", re.IGNORECASE)
_FOLLOWED = re.compile(rf"[\W_]*(?P<day>{_DAY})\s*(?:발행|발간|작성|공고|배포|published)[\W_]*", re.IGNORECASE)
_ALONE = re.compile(rf"[\W_]*(?P<day>{_DAY})[\W_]*")
_COVER_LINES = 8
_AS_OF = re.compile(
    rf"기준 ?(?:일|시점)\s*[:：|]?\s*(?P<day>{_DAY})|(?P<then>{_DAY})\s*(?:말|초|현재)?\s*(?:현재|기준)(?!\s*금리)"
)
_MONTH_IN_BODY = re.compile(r"(?P<day>20\d\d년 \d{1,2}월)")
_SOURCE_DAY = re.compile(r"(?<![\d/])(?P<day>20\d\d-\d\d(?:-\d\d)?)(?![\d/])")


def publication_date(texts: Texts) -> Guess | None:
    """The date a document gives itself: after a label (`발행일: 2026. 1. 5.`), or alone on a line at its beginning."""
    candidates = (
        *map(_LABELLED.match, texts.edges),
        *map(_FOLLOWED.fullmatch, texts.edges),
        *map(_ALONE.fullmatch, texts.edges[:_COVER_LINES]),
    )
    for match in candidates:
        if match and (day := iso_date(_plain(match["day"]))):
            return Guess(value=day, words=quoted(match))
    return None


def facts_date(texts: Texts) -> Guess | None:
    """As of when the facts hold: the one date given as such (`2025년 6월 기준`), else the newest dated source where
    the text itself speaks of that month and of none later.
    """
    stated = {day: match for match, day in _days(_AS_OF, texts.body)}
    newest = max(_days(_SOURCE_DAY, texts.sources), key=lambda one: one[1], default=None)
    if newest is None:
        return Guess(value=next(iter(stated)), words=quoted(next(iter(stated.values())))) if len(stated) == 1 else None
    match, day = newest
    months = [month for _, month in _days(_MONTH_IN_BODY, texts.body)]
    return Guess(value=day, words=quoted(match)) if months and max(months) == day[:7] else None


def _days(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in pattern.finditer(text):
        written = next(part for part in match.groupdict().values() if part)
        if day := iso_date(_plain(written)):
            yield match, day


def _plain(written: str) -> str:
    return written.strip().rstrip("/-")
