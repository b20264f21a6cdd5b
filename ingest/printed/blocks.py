"""From lines and tables to blocks: sentences broken over lines become one line again, rows stay rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.printed.gluing import Vocabulary, glued
from ingest.printed.headings import Levels, body_size
from ingest.printed.marks import begins_item, without_box, without_bullet
from ingest.printed.page import Line, Page, Table, ems
from ingest.readers.headings import HeadingPath
from ingest.readers.protocol import Block, BlockKind
from ingest.readers.tables import table_text

_WIDEST_LEADING = 1.4
"""Distance of two lines of one paragraph, over the usual distance."""
_LETTER = 1.2
"""Room for one more Korean letter, in units of the type size."""
_MOST_ROOM = 10
"""Room at the end of a line that surely goes on, in units of the type size."""
_UNFINISHED = re.compile(r"(?:,|[은는을를의에와과며고])\s*$")
_WORD_END = re.compile(r"다\.(?:\s|$)")  # the rest of `…습니/다.`, which looks like numbering
_SENTENCE_ENDS = (".", "?", "!", ":", "다", "요")


@dataclass(frozen=True)
class _Measure:
    """What is usual on a page: the right end of full lines, the distance of lines, the left end of body text."""

    right: float
    leading: float
    left: float
    is_right_known: bool = False
    """Whether several lines end there; else it is a guess from the left margin."""


@dataclass
class _Paragraph:
    """Lines that belong together, with the level of the heading they are, if any."""

    lines: list[Line]
    level: int | None = None
    gaps: list[bool] = field(default_factory=list)


class BlockMaker:
    """Makes the blocks of one document."""

    def __init__(self, pages: Sequence[Page], levels: Levels) -> None:
        self._pages = pages
        self._levels = levels
        self._body = body_size(pages)
        body = [line.text for page in pages for line in page.lines]
        cells = [line.text for page in pages for line in page.lines_in_tables]
        self._vocabulary = Vocabulary(body, beside=cells)
        self._cell_vocabulary = Vocabulary(cells, beside=body)
        self._measures = [_measure(page, self._body) for page in pages]
        self._breaks_between_words = _breaks_between_words(pages, self._measures)
        self.path = HeadingPath()

    def blocks(self) -> tuple[Block, ...]:
        """All blocks in reading order, each on one page."""
        return tuple(
            block
            for (page, header), measure in zip(self._with_headers(), self._measures, strict=True)
            for block in self._page(page, measure, header)
        )

    def _with_headers(self) -> Iterator[tuple[Page, tuple[tuple[Line, ...], ...] | None]]:
        """Each page with the header row of the table that goes on at its top, if one does."""
        running: Table | None = None
        for page in self._pages:
            first, last = (page.items[0], page.items[-1]) if page.items else (None, None)
            goes_on = running and isinstance(first, Table) and _same_columns(first, running)
            header = running.rows[0] if running and goes_on else None
            yield page, header
            if not (goes_on and first is last):
                running = last if isinstance(last, Table) else None

    def _page(self, page: Page, measure: _Measure, header: tuple[tuple[Line, ...], ...] | None) -> Iterator[Block]:
        for item in self._paragraphs(page, measure):
            if isinstance(item, Table):
                text = self._table(item, header if item is page.items[0] else None)
                if text:
                    yield Block(BlockKind.TABLE, text, self.path.now, page.number)
                continue
            text = glued([line.text for line in item.lines], item.gaps, self._vocabulary)
            if item.level is not None:
                self.path.enter(item.level, without_box(text))
            elif any(letter.isalnum() for letter in text):
                kind = _kind(item, measure)
                yield Block(kind, without_bullet(text), self.path.now, page.number)

    def _paragraphs(self, page: Page, measure: _Measure) -> Iterator[_Paragraph | Table]:
        current: _Paragraph | None = None
        for item in page.items:
            if isinstance(item, Line) and current and self._goes_on(current, item, measure):
                has_room = measure.is_right_known and _room(current.lines[-1], measure.right) > _LETTER
                current.gaps.append(self._breaks_between_words or has_room)
                current.lines.append(item)
                continue
            if current:
                yield current
            current = _Paragraph([item], self._levels.get(id(item))) if isinstance(item, Line) else None
            if isinstance(item, Table):
                yield item
        if current:
            yield current

    def _goes_on(self, paragraph: _Paragraph, line: Line, measure: _Measure) -> bool:
        """Whether the line belongs to the paragraph (or heading) before it."""
        last = paragraph.lines[-1]
        ended = last.text.rstrip().endswith(_SENTENCE_ENDS)
        if self._levels.get(id(line)) != paragraph.level:
            return False
        if begins_item(line.text) and (ended or not _WORD_END.match(line.text)):
            return False
        if abs(line.size - last.size) > 0.08 * max(last.size, 0.1):
            return False
        down = last.y - line.y
        if paragraph.level is not None:
            return 0 < down <= 2 * last.size and len(paragraph.lines) < 3
        if down > _WIDEST_LEADING * measure.leading or (down <= 0 and ended):
            return False
        indent = line.x - paragraph.lines[0].x
        hangs = begins_item(paragraph.lines[0].text)
        if (ended and not hangs and indent > 0.5 * line.size) or indent > 4 * line.size:
            return False
        return _is_full(last, line, measure) or (not ended and _is_prose(last, line, measure))

    def _table(self, table: Table, header: tuple[tuple[Line, ...], ...] | None) -> str:
        rows = [[self._cell(cell) for cell in row] for row in table.rows]
        if header is not None:
            names = [self._cell(cell) for cell in header]
            rows = rows if rows[0] == names else [names, *rows]
        return table_text(rows)

    def _cell(self, lines: Sequence[Line]) -> str:
        if not lines:
            return ""
        return glued(
            [line.text.strip() for line in lines],
            [self._breaks_between_words] * (len(lines) - 1),
            self._cell_vocabulary,
        )


def _kind(paragraph: _Paragraph, measure: _Measure) -> BlockKind:
    """A list item begins with a mark, or is indented as a whole (its bullet was drawn, not written)."""
    if begins_item(paragraph.lines[0].text):
        return BlockKind.LIST_ITEM
    indents = [(line.x - measure.left) / max(line.size, 0.1) for line in paragraph.lines]
    return BlockKind.LIST_ITEM if all(0.8 <= indent <= 4 for indent in indents) else BlockKind.PARAGRAPH


def _measure(page: Page, body: float) -> _Measure:
    """What is usual for the body text of a page; without any, for all its lines."""
    lines = [line for line in page.lines if abs(line.size - body) <= 0.08 * body] or page.lines
    if not lines:
        return _Measure(page.width, 0.0, 0.0)
    furthest = max(line.right for line in lines)
    is_right_known = sum(furthest - line.right < 1.5 * line.size for line in lines) >= 3
    margin = max(min(line.x for line in lines), 0.05 * page.width)
    return _Measure(
        right=furthest if is_right_known else max(furthest, page.width - margin),
        leading=_leading(lines),
        left=_usual_left(lines),
        is_right_known=is_right_known,
    )


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of one line to the next, in points: the smallest that is common."""
    distances = sorted(a.y - b.y for a, b in pairwise(lines) if 0.8 * a.size < a.y - b.y < 3 * max(a.size, 1.0))
    if not distances:
        return 1.8 * median(line.size for line in lines)
    return median(distances[: max(1, (len(distances) + 1) // 2)])


def _usual_left(lines: Sequence[Line]) -> float:
    """The left end most text begins at."""
    letters: dict[int, int] = {}
    for line in lines:
        letters[round(line.x)] = letters.get(round(line.x), 0) + len(line.text)
    return max(letters, key=lambda x: letters[x])


def _room(line: Line, right: float) -> float:
    """Room left at the end of a line, in units of its type size."""
    return (right - line.right) / max(line.size, 0.1)


def _is_full(line: Line, following: Line, measure: _Measure) -> bool:
    """Whether the line ends because the next word, or the next letter of it, did not fit."""
    words = following.text.split()
    needed = ems(words[0]) + 1.0 if words else 0.0
    room = _room(line, measure.right)
    return room < max(needed, _LETTER) or (room < _MOST_ROOM and bool(_UNFINISHED.search(line.text)))


def _is_prose(line: Line, following: Line, measure: _Measure) -> bool:
    """Whether a longish line and the end of a sentence stand one under the other."""
    is_longish = line.right - line.x >= 0.55 * (measure.right - line.x)
    return is_longish and following.text.rstrip().endswith((".", "?", "!"))


def _breaks_between_words(pages: Sequence[Page], measures: Sequence[_Measure]) -> bool:
    """Whether lines only break at spaces: then many full lines leave room for another letter."""
    rooms = [
        _room(line, measure.right)
        for page, measure in zip(pages, measures, strict=True)
        if measure.is_right_known
        for line, following in pairwise(page.lines)
        if _is_full(line, following, measure)
    ]
    return len(rooms) >= 4 and sum(room > _LETTER for room in rooms) > 0.3 * len(rooms)


def _same_columns(a: Table, b: Table) -> bool:
    return len(a.borders) == len(b.borders) and all(
        abs(one - other) <= 3 for one, other in zip(a.borders, b.borders, strict=True)
    )
