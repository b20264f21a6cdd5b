"""quotes_found@k: how many of the passages that answer are among the first k found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.measures.plain_text import plain
from evals.measures.trial import MeanMeasure, Trial


def quotes_found(passages: Sequence[str], quotes: Sequence[str]) -> float:
    """Share of the quotes that stand, as a whole, in one of the passages; 0 to 1. The bars of tables are no words."""
    texts = [_words(passage) for passage in passages]
    return sum(any(_words(quote) in text for text in texts) for quote in quotes) / len(quotes)


@dataclass(frozen=True)
class QuotesFound(MeanMeasure):
    """Quotes in the passages a search brought, over the questions that name quotes; nothing found scores 0.

    Stricter than recall@k: the right document is not enough, its right passage must be there.
    """

    k: int

    @property
    def name(self) -> str:
        """`quotes_found@10` for k = 10."""
        return f"quotes_found@{self.k}"

    def measure(self, trial: Trial) -> float | None:
        """The share of the case's quotes that the first `k` passages hold, in their headings or their text."""
        if not trial.case.quotes:
            return None
        chunks = [passage.chunk for passage in trial.found[: self.k]]
        return quotes_found(["\n".join((*chunk.heading, chunk.text)) for chunk in chunks], trial.case.quotes)


def _words(text: str) -> str:
    return plain(text).replace("|", "")
