"""dochan's model of a document as pieces. Only this module knows dochan: another library needs another one like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dochan import Dochan
from dochan.model.equation import Equation
from dochan.model.header_footer import Footnote
from dochan.model.image import Image
from dochan.model.table import Table

from assistant.domain.synchronising import Reason
from ingest.formats import Format
from ingest.isolation import Unreadable
from ingest.office.pieces import OfficeText, Piece, PieceKind
from ingest.office.tables import frame_pieces, sheet_pieces, table_pieces
from ingest.unseen import Unseen

_FAILURE = re.compile(r"\s*(?:\[[^\]\n]{1,128}\]\s*)*ERR(?:OR)?\s*:", re.IGNORECASE)
_ABOUT_PICTURES = re.compile(r"image|media|picture|BinData|그림|이미지", re.IGNORECASE)
_MEANINGS = (
    (re.compile(r"암호|DRM|encrypt|password", re.IGNORECASE), Reason.ENCRYPTED),
    (re.compile(r"DTD|entity|entities", re.IGNORECASE), Reason.UNSAFE_XML),
    (re.compile(r"압축 폭탄|zip bomb|압축률|compression ratio", re.IGNORECASE), Reason.BOMB),
    (re.compile(r"초과|too large|too many|too high|exceed|limit|MemoryError", re.IGNORECASE), Reason.TOO_LARGE),
)
"""What dochan's errors mean, in this order; anything else is a damaged file."""
_REVISIONS = re.compile(r"revision", re.IGNORECASE)
_BOOKMARK = re.compile(r"\[bookmark: [^\]\r\n]+\] ")
_CELL_COMMENT = re.compile(r"\s*\[comment: .*\]$", re.DOTALL)
_NOT_THE_TEXT = ("docProps/", "slideLayouts/", "/comments", "xl/workbook.xml")
_TINY = 2.0
"""Points."""
_DEEPEST = 16
"""Tables inside tables."""


def dochan_text(path: str, kind: Format, hidden: frozenset[str] = frozenset()) -> OfficeText:
    """What a file says, without the `hidden` parts of its package and what dochan knows to be hidden.

    Raises Unreadable with dochan's reason; dochan itself never raises.
    """
    opened = _opened(path, kind)
    failures = [error for error in map(str, opened.errors) if _FAILURE.match(error)]
    if failures:
        raise Unreadable(_reason(failures), detail="; ".join(failures[:5]))
    sections = opened.doc.sections
    tiny = _drop_tiny(opened.doc)
    doubts = (error for error in map(str, opened.errors) if not _ABOUT_PICTURES.search(error))
    return OfficeText(
        pieces=tuple(piece for section in sections if not _is_hidden(section, hidden) for piece in _pieces(section)),
        hidden_parts=tuple(_name(section) for section in sections if _is_hidden(section, hidden)),
        doubts=tuple(doubts),
        unseen={Unseen.TINY: tiny} if tiny else {},
    )


def _opened(path: str, kind: Format) -> Dochan:
    """The document with tracked changes accepted, or with all of them where dochan cannot tell what they change."""
    if kind not in (Format.HWP, Format.HWPX):
        return Dochan(path)
    pictures = {"include_assets": False} if kind is Format.HWPX else {}
    try:
        opened = Dochan(path, revision_mode="final", **pictures)
    except ValueError as error:
        raise Unreadable(Reason.CORRUPT, detail=str(error)) from None
    is_unsure = any(_FAILURE.match(error) and _REVISIONS.search(error) for error in map(str, opened.errors))
    return Dochan(path, **pictures) if is_unsure else opened


def _drop_tiny(document: Any) -> int:
    """Take text too small to be read out of the document; how many places that were. Colours dochan does not tell."""
    tiny = [
        run
        for paragraph in document.find_all("paragraph")
        for run in paragraph.runs
        if 0 < run.font_size_pt < _TINY and run.text.strip()
    ]
    for run in tiny:
        run.text = ""
    return len(tiny)


def _reason(failures: Sequence[str]) -> Reason:
    said = "\n".join(failures)
    return next((reason for pattern, reason in _MEANINGS if pattern.search(said)), Reason.CORRUPT)


def _pieces(section: Any) -> Iterator[Piece]:
    name = _name(section)
    if name:
        yield Piece(PieceKind.PART, name, level=1)
    is_sheet = section.provenance is not None and bool(section.provenance.sheet)
    yield from _Section(section.elements, is_sheet).pieces()


def _name(section: Any) -> str:
    """The name of a slide or sheet; empty for a section that is neither."""
    place = section.provenance
    if place is None:
        return ""
    return f"슬라이드 {place.slide}" if place.slide else place.sheet or ""


def _is_hidden(section: Any, hidden: frozenset[str]) -> bool:
    place = section.provenance
    return place is not None and (bool(place.hidden) or place.path in hidden)


class _Section:
    """The elements of one section, with footnotes right after what they belong to."""

    def __init__(self, elements: Sequence[Any], is_sheet: bool) -> None:
        self._elements = elements
        self._is_sheet = is_sheet
        self._notes = {
            element.number: element
            for element in elements
            if isinstance(element, Footnote) and element.type != "comment" and element.number
        }
        self._said: set[int] = set()
        self._is_in_notes = False

    def pieces(self) -> Iterator[Piece]:
        for element in self._elements:
            path = _path(element)
            if any(part in path for part in _NOT_THE_TEXT):
                continue
            if "notesSlides/" in path and not self._is_in_notes:
                self._is_in_notes = True
                yield Piece(PieceKind.HEADING, "발표자 메모", level=1)
            yield from self._element(element)

    def _element(self, element: Any, depth: int = 0) -> Iterator[Piece]:
        """A paragraph, table, picture (its caption), equation or note. Headers, footers and comments are left out."""
        if hasattr(element, "runs"):
            text = _text(element.runs)
            kind = PieceKind.HEADING if element.heading_level else PieceKind.PARAGRAPH
            yield Piece(kind, text, level=element.heading_level)
            yield from self._notes_of([element])
        elif isinstance(element, Table):
            yield from self._table(element, depth)
        elif isinstance(element, Image):
            yield from self._caption(element)
        elif isinstance(element, Equation):
            yield Piece(PieceKind.PARAGRAPH, element.latex or element.script)
        elif isinstance(element, Footnote) and element.type != "comment" and element.number not in self._said:
            yield from self._note(element)

    def _table(self, table: Table, depth: int) -> Iterator[Piece]:
        yield from self._caption(table)
        cells = [cell for row in table.rows for cell in row if cell.text.strip()]
        if len(cells) == 1 and not self._is_sheet and depth < _DEEPEST:  # a frame around text, not a table
            inside = (piece for block in cells[0].paragraphs for piece in self._element(block, depth + 1))
            yield from frame_pieces([piece for piece in inside if piece.text or piece.rows])
            return
        rows = _rows(table)
        if self._is_sheet:
            yield from sheet_pieces([[_CELL_COMMENT.sub("", cell) for cell in row] for row in rows])
        else:
            yield from table_pieces(rows)
        yield from self._notes_of(block for row in table.rows for cell in row for block in cell.paragraphs)

    def _caption(self, element: Any) -> Iterator[Piece]:
        text = " ".join(_block_text(block) for block in element.caption)
        if text.strip():
            yield Piece(PieceKind.PARAGRAPH, text)

    def _notes_of(self, blocks: Iterable[Any]) -> Iterator[Piece]:
        """The notes that are referred to, and those that stand in a cell."""
        for block in blocks:
            if isinstance(block, Footnote) and block.type != "comment":
                yield from self._note(block)
            for run in getattr(block, "runs", ()):
                number = run.note_ref
                if number and number in self._notes and number not in self._said:
                    yield from self._note(self._notes[number])

    def _note(self, note: Footnote) -> Iterator[Piece]:
        self._said.add(note.number or id(note))
        text = "\n".join(_block_text(block) for block in note.paragraphs)
        if text.strip():
            yield Piece(PieceKind.PARAGRAPH, text)


def _path(element: Any) -> str:
    return str(getattr(getattr(element, "provenance", None), "path", "") or "")


def _text(runs: Iterable[Any]) -> str:
    """The text of a paragraph without the marks of notes, bookmarks and comments that dochan puts into it."""
    parts = []
    for run in runs:
        if run.equation is not None:
            parts.append(run.equation.latex or run.equation.script)
        elif not (run.note_ref or run.note_reference_type or _BOOKMARK.fullmatch(run.text)):
            parts.append(run.text)
    return "".join(parts)


def _rows(table: Table) -> list[list[str]]:
    """The rows of a table. What stands in a cell over several rows is said in each of them."""
    rows = [["" if cell.is_merged_away else _cell(cell) for cell in row] for row in table.rows]
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            for below in range(number + 1, min(number + cell.row_span, len(rows))):
                if column < len(rows[below]) and not rows[below][column]:
                    rows[below][column] = rows[number][column]
    return rows


def _cell(cell: Any, depth: int = 0) -> str:
    return " ".join(text for text in (_block_text(block, depth) for block in cell.paragraphs) if text.strip())


def _block_text(block: Any, depth: int = 0) -> str:
    """The text of a block inside a cell or note; the rows of a table inside stand one after the other."""
    if hasattr(block, "runs"):
        return _text(block.runs)
    if isinstance(block, Equation):
        return str(block.latex or block.script)
    if isinstance(block, Table) and depth < _DEEPEST:
        rows = (" / ".join(_cell(cell, depth + 1) for cell in row if not cell.is_merged_away) for row in block.rows)
        return "; ".join(row for row in rows if row.strip(" /"))
    return ""
