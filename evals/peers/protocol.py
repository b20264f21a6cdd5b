"""What a peer is: something that takes texts in and ranks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

PASSAGES = 50
"""Passages a peer fetches for a question: enough to come from ten documents."""


@dataclass(frozen=True)
class PeerDocument:
    """A document as our readers read it: its title and its text."""

    id: str
    title: str
    text: str

    @property
    def content(self) -> str:
        """What a peer indexes: the title, then the text, unless the text begins with it."""
        return self.text if self.text.startswith(self.title) else f"{self.title}\n\n{self.text}"


class Peer(Protocol):
    """Another search. Built with an embedder, then `index` once, then `rank` as often as needed."""

    @property
    def name(self) -> str:
        """What it is called in tables."""
        ...

    def index(self, documents: Sequence[PeerDocument]) -> None:
        """Take all documents in."""
        ...

    def rank(self, query: str, k: int) -> list[str]:
        """The ids of up to `k` documents, best first, each at the place of its best passage."""
        ...


def first_k(document_ids: Iterable[str], k: int) -> list[str]:
    """The first `k` different ids."""
    return list(dict.fromkeys(document_ids))[:k]
