"""Widening passages to their section, so that a list or a thought that was cut in two is whole again.

The opening of each document joins them too: it says in a sentence or two who and what the document is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.documents import Chunk
from assistant.domain.passages import Passage
from assistant.store.catalog import Catalog

REACH = 2
"""How many chunks before and after a passage still count as its section."""
SCORE_SHARE = 0.8
"""What a neighbour inherits of the score of the passage it stands beside."""


def widened(passages: Sequence[Passage], catalog: Catalog, *, first: int) -> tuple[Passage, ...]:
    """The passages, then the neighbours of the `first` best ones in their section, and every document's opening.

    A neighbour's `parts` say which passage's score it inherited and at what share.
    """
    found = {passage.chunk.chunk_id for passage in passages}
    neighbours: list[Passage] = []
    editions: dict[tuple[str, int], list[Chunk]] = {}
    for rank, passage in enumerate(passages):
        edition = (passage.chunk.document_id, passage.chunk.version)
        if edition not in editions:
            editions[edition] = catalog.chunks(*edition)
        for chunk in editions[edition]:
            belongs = chunk.ordinal == 0 or (rank < first and _is_near(chunk, passage.chunk))
            if belongs and chunk.chunk_id not in found:
                found.add(chunk.chunk_id)
                neighbours.append(_neighbour(chunk, passage))
    return (*passages, *neighbours)


def _is_near(chunk: Chunk, centre: Chunk) -> bool:
    return chunk.heading == centre.heading and abs(chunk.ordinal - centre.ordinal) <= REACH


def _neighbour(chunk: Chunk, passage: Passage) -> Passage:
    parts = {"neighbour_score": passage.score, "neighbour_share": SCORE_SHARE}
    return Passage(chunk=chunk, metadata=passage.metadata, score=SCORE_SHARE * passage.score, parts=parts)
