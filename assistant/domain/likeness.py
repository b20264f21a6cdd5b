"""How alike two documents are, and in what they differ."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """A published document that a new one is a copy of, or nearly.

    `share` is the share, from 0 to 1, of the sentences of the shorter text that stand in the other one too, digits
    and punctuation aside; `is_same_file` says that the original files are the same byte by byte.
    """

    document_id: str
    version: int
    title: str
    share: float
    is_same_file: bool


@dataclass(frozen=True)
class WordChange:
    """Words that were put in the place of others; either side may be empty."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ChangedSentence:
    """A sentence or table row before and after, and the words that changed, in their order."""

    before: str
    after: str
    words: tuple[WordChange, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """In what a text differs from an older one: whole sentences and table rows, each in the order of its text.

    What only stands in another place is no difference.
    """

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[ChangedSentence, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the texts say the same."""
        return not (self.removed or self.added or self.changed)
