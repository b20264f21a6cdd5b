"""The sentences of passages that can stand in an answer by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from assistant.answering.addressed import speaks_to_assistant
from assistant.domain.answers import Cell
from assistant.domain.passages import Passage
from assistant.domain.sentences import split_sentences

_LIST_MARK = re.compile(r"^\s*(?:[-*•·▪○●□■▶]|\d{1,2}[.)]|[①-⑳]|[가-하][.)])\s+")
_SOURCE_NUMBERS = r"(?:출처|sources?)\s*\d[\d,·~\s]*(?:and \d+)?"
_SOURCE_MARK = re.compile(rf"\s*[(（]{_SOURCE_NUMBERS}[)）]|[,;]?\s*{_SOURCE_NUMBERS}(?=[)）])", re.IGNORECASE)
_SOURCE_LINE = re.compile(r"^\s*(?:[-*]\s*)?(?:\[?\d+\]?[.)]?\s*)?\S*(?:https?://|www\.)|https?://\S+\s*$")
_LEANING = re.compile(
    r"^(이는|이를|이로|이에|이렇|이처럼|그렇|이때|이런|이러한|이 |그 |그래서|그러나|그런데|그리고|그중|그러므로|"
    r"따라서|또한|또 |다만|하지만|반면|반대로|결국|즉|여기|거기|두 번째|둘째|셋째|넷째|마지막으로|표의 |위 |"
    r"This |These |It |They |However|Therefore|Also)"
)
"""Beginnings that mean little without the sentence before."""
_ENDING = re.compile(r"[.!?。…][\"'”’)\]]*$|[다요음함임]$")
_SHORTEST = 12
_LONGEST = 400
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_SOURCE_COLUMNS = frozenset({"출처", "근거", "source", "sources"})
_BARE_FIGURE = re.compile(r"[\d\s.,~∼–%+-]+[점원개건배번]?")
_EMPTY_CELL = re.compile(r"^[-–—·.\s]*$")


class Shape(StrEnum):
    """What a quotable piece was in its document."""

    SENTENCE = "sentence"
    LIST_ITEM = "list_item"
    ROW = "row"
    FRAGMENT = "fragment"
    """A line that is no whole sentence: a label, a heading inside a box."""


LIST_SHAPES = frozenset({Shape.LIST_ITEM, Shape.ROW})


@dataclass(frozen=True, kw_only=True)
class Quotable:
    """A sentence that may be quoted. `quote` stands in the chunk letter by letter; `text` is the same to be read.

    `number` is the passage's number in the assignment (from 1) and `position` the place among the pieces of its chunk.
    Items of one list, and the sentence that introduces them, share `list_id`. A row of a table also has its `cells`.
    """

    passage: Passage
    number: int
    position: int
    text: str
    quote: str
    shape: Shape
    list_id: str | None = None
    cells: tuple[Cell, ...] = ()

    @property
    def leans_on_before(self) -> bool:
        """Whether the sentence means little without the one before it."""
        return bool(_LEANING.match(self.text))

    @property
    def introduces_list(self) -> bool:
        """Whether list items follow that belong to this sentence."""
        return self.list_id is not None and self.shape not in LIST_SHAPES

    @property
    def heading(self) -> str:
        """The innermost heading: what the sentence is about when it does not say so itself."""
        return self.passage.chunk.heading[-1] if self.passage.chunk.heading else ""

    @property
    def section(self) -> tuple[str, tuple[str, ...]]:
        """The section it stands in."""
        return self.passage.chunk.document_id, self.passage.chunk.heading

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands, for reading order."""
        return self.passage.chunk.document_id, self.passage.chunk.ordinal, self.position


def quotable_sentences(passages: Sequence[Passage]) -> list[Quotable]:
    """All sentences, list items and table rows of the passages that can be read by themselves, in reading order."""
    numbered = sorted(enumerate(passages, start=1), key=lambda item: (item[1].chunk.document_id, item[1].chunk.ordinal))
    found: list[Quotable] = []
    for _, section in groupby(numbered, key=lambda item: (item[1].chunk.document_id, item[1].chunk.heading)):
        found += _with_lists([piece for number, passage in section for piece in _pieces(number, passage)])
    return found


def _with_lists(pieces: list[Quotable]) -> list[Quotable]:
    """Give each run of list items or table rows, and the sentence right before it, a common name."""
    found = list(pieces)
    name: str | None = None
    for index, piece in enumerate(pieces):
        if piece.shape not in LIST_SHAPES:
            name = None
            continue
        if name is None:
            name = f"{piece.passage.chunk.chunk_id}/{piece.position}"
            before = found[index - 1] if index else None
            if before is not None and (before.shape is Shape.SENTENCE or before.text.endswith(":")):
                found[index - 1] = _in_list(before, name)
        found[index] = _in_list(piece, name)
    return found


def _in_list(piece: Quotable, name: str) -> Quotable:
    return Quotable(**{**vars(piece), "list_id": name})


def _pieces(number: int, passage: Passage) -> Iterator[Quotable]:
    position = 0
    header: list[str] | None = None
    for line in passage.chunk.text.splitlines():
        if _is_table_row(line):
            cells = _cells(line)
            if header is None:
                header = cells
                continue
            row = _filled(header, cells)
            candidates = [] if _TABLE_RULE.match(line) else [(line.strip(), _read_aloud(row, header[0]), Shape.ROW)]
        else:
            header, row = None, ()
            candidates = list(_line_pieces(line))
        for quote, text, shape in candidates:
            is_for_readers = not (_SOURCE_LINE.search(quote) or speaks_to_assistant(quote))
            if _SHORTEST <= len(text) <= _LONGEST and is_for_readers:
                yield Quotable(
                    passage=passage, number=number, position=position, text=text, quote=quote, shape=shape, cells=row
                )
            position += 1


def _line_pieces(line: str) -> Iterator[tuple[str, str, Shape]]:
    """The sentences of a line; a list item stays whole."""
    if _LIST_MARK.match(line):
        yield line.strip(), readable(line), Shape.LIST_ITEM
        return
    for quote in split_sentences(line):
        text = readable(quote)
        yield quote, text, Shape.SENTENCE if _ENDING.search(text) else Shape.FRAGMENT


def _is_table_row(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") >= 2


def _cells(line: str) -> list[str]:
    return [readable(cell) for cell in line.strip().strip("|").split("|")]


def _filled(header: list[str], cells: list[str]) -> tuple[Cell, ...]:
    """The cells of a row that tell something: not the empty ones, nor the sources."""
    return tuple(
        Cell(column=column, text=text)
        for place, (column, text) in enumerate(zip(header, cells, strict=False))
        if not _EMPTY_CELL.match(text) and (place == 0 or column.lower() not in _SOURCE_COLUMNS)
    )


def _read_aloud(row: tuple[Cell, ...], first_column: str) -> str:
    """A row as one would read it aloud: what it is about, then its cells with their column names."""
    has_subject = bool(row) and row[0].column == first_column
    subject = [_subject(row[0].column, row[0].text)] if has_subject else []
    named = [f"{cell.column}: {cell.text}" if cell.column else cell.text for cell in row[has_subject:]]
    return " · ".join([*subject, ", ".join(named)]) if named else "".join(subject)


def _subject(name: str, cell: str) -> str:
    """What a row is about; a bare figure keeps the name of its column (합계 0~6점, but not 때 2~5주)."""
    return f"{name} {cell}".strip() if _BARE_FIGURE.fullmatch(cell) else cell


def readable(quote: str) -> str:
    """The sentence without list marks, source marks and emphasis marks, which mean nothing outside the document."""
    text = _LIST_MARK.sub("", quote)
    text = _SOURCE_MARK.sub("", text).replace("**", "").replace("`", "")
    return re.sub(r"\s+", " ", text).strip()
