"""Headers, footers and page numbers: what recurs at the top or bottom of pages and says nothing about the subject."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.printed.page import Line, Page

_OUTERMOST = 2
"""Lines looked at on each end of a page."""
_FEWEST_PAGES = 3
_SENTENCE_ENDS = (".", "?", "!")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:p\.?|page)?\s*(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*(?:쪽|페이지)?", re.IGNORECASE
)


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages without headers, footers and page numbers.

    Gone are lines that recur, whatever digits are in them, among the first or last two lines of at least half of
    three or more pages; of two pages, those that stand at the same place; and a bare page number at either end.
    """
    exactly = len(pages) < _FEWEST_PAGES
    counts = Counter(key for page in pages for key in {_key(line, exactly) for line in _outermost(page)})
    enough = max(2, (len(pages) - 1) / 2)  # headers of odd and even pages may differ
    recurring = {key for key, count in counts.items() if count >= enough}
    left = [_without(page, recurring, exactly) for page in pages]
    return left if any(page.items for page in left) else list(pages)


def printed_offset(pages: Sequence[Page]) -> int:
    """How much the pages' numbers are above those printed on them: what at least half of three or more pages say."""
    offsets = Counter(
        page.number - int(match[1])
        for page in pages
        for line in _outermost(page)
        if (match := _PAGE_NUMBER.fullmatch(line.text.strip()))
    )
    offset, count = offsets.most_common(1)[0] if offsets else (0, 0)
    return offset if count >= max(_FEWEST_PAGES, len(pages) / 2) else 0


_Key = tuple[str, int, int]


def _without(page: Page, recurring: set[_Key], exactly: bool) -> Page:
    gone = {id(line) for line in _outermost(page) if _key(line, exactly) in recurring or _is_number(line, page)}
    return replace(page, items=tuple(item for item in page.items if id(item) not in gone))


def _outermost(page: Page) -> list[Line]:
    """The first and last lines, both in the order of the file and from top to bottom, that are no sentences."""
    lines = [line for line in page.lines if not line.text.rstrip().endswith(_SENTENCE_ENDS)]
    downwards = sorted(lines, key=lambda line: -line.y)
    ends = [*lines[:_OUTERMOST], *lines[-_OUTERMOST:], *downwards[:_OUTERMOST], *downwards[-_OUTERMOST:]]
    return list({id(line): line for line in ends}.values())


def _key(line: Line, exactly: bool) -> _Key:
    """What makes two lines the same: letters with digits masked; size, so that a title is no header; place."""
    return re.sub(r"\d+", "#", line.squeezed), round(line.size), round(line.y) if exactly else 0


def _is_number(line: Line, page: Page) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text.strip())
    return bool(match) and int(match[1]) == page.number if match else False
