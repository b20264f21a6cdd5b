"""What is found in a web page."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.office.pieces import Piece
from ingest.unseen import Counts


@dataclass(frozen=True)
class WebText:
    """The pieces of a page, the title and language it names, and how much of it nobody sees."""

    pieces: tuple[Piece, ...]
    title: str | None = None
    language: str | None = None
    unseen: Counts = field(default_factory=dict)
