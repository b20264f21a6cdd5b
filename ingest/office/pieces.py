"""What is found in a Hangul or Office file, whichever library has read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.unseen import Counts


class PieceKind(StrEnum):
    """What a piece is. A part is a slide or a sheet: what follows stands under its name."""

    PART = "part"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@dataclass(frozen=True)
class Piece:
    """A heading (`level` 1 is outermost), a paragraph, the beginning of a part, or a table (`rows` of cells)."""

    kind: PieceKind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class OfficeText:
    """All pieces of a file, and what was left out of them.

    `unseen` counts the places with text that people do not see, `hidden_parts` names the slides and sheets they do not
    see, and `doubts` are what the library was not sure of, in its own words.
    """

    pieces: tuple[Piece, ...]
    unseen: Counts = field(default_factory=dict)
    hidden_parts: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
