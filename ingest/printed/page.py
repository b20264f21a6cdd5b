"""What is printed on a page. All lengths are points (1/72 inch); x grows to the right and y grows upwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ingest.unseen import Unseen


@dataclass(frozen=True)
class Fragment:
    """A piece of text at a place: the start of its baseline, its size, and whether its font is bold."""

    text: str
    x: float
    y: float
    size: float
    is_bold: bool = False

    @property
    def right(self) -> float:
        """About where the text ends."""
        return self.x + self.size * ems(self.text.strip())


@dataclass(frozen=True)
class Rule:
    """A straight line, across or down, as the box it fills."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_across(self) -> bool:
        """Whether the line runs from left to right."""
        return self.right - self.left > self.top - self.bottom


@dataclass(frozen=True)
class Line:
    """One printed line. White space at its end is kept: it tells that a word ends there."""

    text: str
    x: float
    y: float
    right: float
    size: float
    is_bold: bool = False

    @property
    def squeezed(self) -> str:
        """The text without white space, for comparing."""
        return squeezed(self.text)


@dataclass(frozen=True)
class Table:
    """A ruled table: rows of cells, each cell the lines in it, and the x of its column borders."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    borders: tuple[float, ...]


@dataclass(frozen=True)
class Page:
    """A page: its number (from 1), its width, and what is on it in reading order."""

    number: int
    width: float
    items: tuple[Line | Table, ...]

    @property
    def lines(self) -> list[Line]:
        """The lines outside tables."""
        return [item for item in self.items if isinstance(item, Line)]

    @property
    def lines_in_tables(self) -> list[Line]:
        """The lines inside tables."""
        tables = (item for item in self.items if isinstance(item, Table))
        return [line for table in tables for row in table.rows for cell in row for line in cell]


@dataclass(frozen=True)
class OutlineEntry:
    """An entry of a document's outline (bookmarks): its text, its level (1 is outermost), and its page (from 1)."""

    text: str
    level: int
    page: int


@dataclass(frozen=True)
class PrintedFile:
    """The pages that can be read, the numbers of those that cannot, and the outline.

    `scanned` are pages that are pictures with next to no text, `recognised` those whose text a recognition program put
    on the picture; `unseen` counts the places with text that nobody sees.
    """

    pages: tuple[Page, ...]
    failed: tuple[int, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    scanned: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    unseen: Mapping[Unseen, int] = field(default_factory=dict)


def each_line(item: Line | Table, change: Callable[[Line], Line]) -> Line | Table:
    """The line changed, or the table with every line in it changed."""
    if isinstance(item, Line):
        return change(item)
    rows = tuple(tuple(tuple(change(line) for line in cell) for cell in row) for row in item.rows)
    return replace(item, rows=rows)


def ems(text: str) -> float:
    """About how wide a text is, in units of its size: Korean letters fill most of a square, others about half."""
    return sum(_em(character) for character in text)


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 0.92
    if character in " .,:;'!|ilI()[]":
        return 0.3
    return 0.65 if character.isupper() else 0.54
