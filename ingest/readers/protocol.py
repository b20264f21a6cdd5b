"""What a reader makes of a file: metadata as it was written, and blocks of text in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from ingest.unseen import Counts


class BlockKind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"


@dataclass(frozen=True)
class Block:
    """One paragraph, list item or table. A table is Markdown table text: header row, rule, one line a row.

    `heading` is the path of headings the block stands under, outermost first; `page` counts from 1 and is None where
    the format has no pages.
    """

    kind: BlockKind
    text: str
    heading: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True)
class ReadDocument:
    """A file that has been read.

    `metadata` is what the file itself says, not yet checked; `first_heading` is the first heading of the text, offered
    as a title; `warnings` are sentences for the person who filed the document; `unseen` counts, by kind, what was left
    out because nobody sees it (the warnings say it, too); `empty_pages` are the pages nothing was read on.
    """

    metadata: Mapping[str, Any]
    blocks: tuple[Block, ...]
    first_heading: str | None = None
    warnings: tuple[str, ...] = field(default=())
    unseen: Counts = field(default_factory=dict)
    empty_pages: tuple[int, ...] = ()

    @property
    def hidden_texts(self) -> int:
        """In how many places something was left out because nobody sees it."""
        return sum(self.unseen.values())


class Reader(Protocol):
    """Reads one format. Built once, used for many files, from one thread."""

    media_type: str
    """The media type of the originals this reader reads."""

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a file. `name` is for messages only. Raises DocumentRefused, and nothing else for a bad file."""
        ...
