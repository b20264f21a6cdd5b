"""Numbering citations in the order in which the reader meets them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.answers import Citation
from assistant.domain.passages import Passage
from assistant.domain.sentences import split_sentences


class CitationList:
    """The citations of one answer as it grows.

    A chunk is one citation. Its quote is the shortest stretch of the chunk, copied letter by letter, that holds
    everything relied on so far.
    """

    def __init__(self) -> None:
        self._citations: dict[str, Citation] = {}

    def cite(self, passage: Passage, quote: str) -> Citation:
        """The citation for a stretch of a passage; `quote` must stand in the chunk's text."""
        known = self._citations.get(passage.chunk.chunk_id)
        if known is not None:
            quote = _covering(passage.chunk.text, known.quote, quote)
        number = known.n if known is not None else len(self._citations) + 1
        citation = Citation(n=number, passage=passage, quote=quote)
        self._citations[passage.chunk.chunk_id] = citation
        return citation

    def all(self) -> tuple[Citation, ...]:
        """The citations in the order of their numbers."""
        return tuple(self._citations.values())


def _covering(text: str, first: str, second: str) -> str:
    starts = [text.find(first), text.find(second)]
    ends = [starts[0] + len(first), starts[1] + len(second)]
    return text[min(starts) : max(ends)]


def best_quote(sentence: str, passage_text: str) -> str:
    """The sentence of a passage that shares most character pairs with `sentence` (Dice coefficient)."""
    return max(_pieces(passage_text), key=lambda piece: similarity(sentence, piece))


def resemblance(sentence: str, passage_text: str) -> float:
    """The similarity of a sentence and the nearest sentence of a passage; 0 to 1."""
    return max(similarity(sentence, piece) for piece in _pieces(passage_text))


def _pieces(passage_text: str) -> Sequence[str]:
    return split_sentences(passage_text) or [passage_text]


def similarity(first: str, second: str) -> float:
    """Dice coefficient of the character pairs of two texts, spaces left out; 0 to 1."""
    left, right = letter_pairs(first), letter_pairs(second)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def letter_pairs(text: str) -> set[str]:
    """The pairs of neighbouring letters of a text, spaces and capitals left out."""
    letters = "".join(text.lower().split())
    return {letters[i : i + 2] for i in range(len(letters) - 1)}
