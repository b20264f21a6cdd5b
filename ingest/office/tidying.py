"""From pieces to blocks: headings that are none become text, bullets become list items, nothing empty is left."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.cleaning import one_line
from ingest.office.pieces import Piece, PieceKind
from ingest.printed.marks import (
    begins_item,
    is_numbered,
    section_level,
    with_bullets,
    without_box,
    without_bullet,
)
from ingest.readers.headings import HeadingPath
from ingest.readers.protocol import Block, BlockKind
from ingest.readers.tables import table_text

_LONGEST_HEADING = 60
"""Letters; longer headings need a mark (`1.`, `□`, `제1장`) to be believed."""

# The letter that stands for a circle in nearly every official document.
_LETTER_O = re.compile(r"^\s*o\s+(?=[^a-zA-Z\s])")


def tidied(pieces: Iterable[Piece]) -> tuple[tuple[Block, ...], str | None]:
    """The blocks of a document and its first heading; the names of slides and sheets are no headings of its own."""
    path, blocks = HeadingPath(), list[Block]()
    first: str | None = None
    outer = 0
    for piece in pieces:
        text = _lines(piece.text)
        if piece.kind is PieceKind.TABLE:
            rows = [[one_line(_lines(cell)) for cell in row] for row in piece.rows]
            _add(blocks, BlockKind.TABLE, table_text(rows), path)
        elif piece.kind is PieceKind.PART:
            outer = piece.level
            path.enter(outer, text)
        elif piece.kind is PieceKind.HEADING and _is_heading(text):
            heading = without_box(one_line(text))
            path.enter(outer + piece.level, heading)
            first = first or heading
        else:
            kind = BlockKind.LIST_ITEM if begins_item(text) else BlockKind.PARAGRAPH
            _add(blocks, kind, without_bullet(text), path)
    return tuple(blocks), first


def _add(blocks: list[Block], kind: BlockKind, text: str, path: HeadingPath) -> None:
    if any(letter.isalnum() for letter in text):
        blocks.append(Block(kind, text, path.now))


def _is_heading(text: str) -> bool:
    """Whether a line the library takes for a heading (for its size, often) can be one."""
    if not any(letter.isalnum() for letter in text):
        return False
    is_marked = section_level(text) is not None or is_numbered(text)
    return is_marked or (len(text) < _LONGEST_HEADING and not text.endswith(("다.", "요.")))


def _lines(text: str) -> str:
    lines = (one_line(with_bullets(_LETTER_O.sub("○ ", line))) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
