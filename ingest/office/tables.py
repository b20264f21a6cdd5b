"""Tables as they are found: rows and columns without text, cells over several rows, sheets of several tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.office.pieces import Piece, PieceKind
from ingest.printed.marks import is_numbered, section_level

Rows = Sequence[Sequence[str]]


def table_pieces(rows: Rows) -> Iterator[Piece]:
    """The table without empty rows and columns; a single row is a paragraph, since it has no header."""
    wide = _squared(rows)
    columns = [column for column in range(len(wide[0]) if wide else 0) if any(row[column] for row in wide)]
    kept = tuple(tuple(row[column] for column in columns) for row in wide if any(row))
    if len(kept) == 1 or len(columns) == 1:
        for row in kept:
            yield Piece(PieceKind.PARAGRAPH, " ".join(cell for cell in row if cell))
    elif kept:
        yield Piece(PieceKind.TABLE, rows=kept)


def sheet_pieces(rows: Rows) -> Iterator[Piece]:
    """The tables of a sheet: empty rows stand between them, and a line in one cell is a caption, no header."""
    wide = _squared(rows)
    for is_blank, part in groupby(wide, key=lambda row: not any(row)):
        if is_blank:
            continue
        table = list(part)
        while len(table) > 1 and sum(map(bool, table[0])) == 1 < max(sum(map(bool, row)) for row in table):
            yield Piece(PieceKind.PARAGRAPH, "".join(table.pop(0)))
        yield from table_pieces(table)


def frame_pieces(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """What stands in a frame. Headings right after each other are one text in large letters, broken over lines."""
    headings = [piece.kind is PieceKind.HEADING for piece in pieces]
    is_display = any(one and other for one, other in pairwise(headings))
    for piece in pieces:
        is_marked = section_level(piece.text) is not None or is_numbered(piece.text)
        is_text = piece.kind is PieceKind.HEADING and is_display and not is_marked
        yield replace(piece, kind=PieceKind.PARAGRAPH) if is_text else piece


def _squared(rows: Rows) -> list[list[str]]:
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]
