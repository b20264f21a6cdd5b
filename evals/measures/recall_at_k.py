"""recall@k: how many of the expected documents are among the first k found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ir_measures import R

from evals.measures.ranked import ranked_value
from evals.measures.trial import MeanMeasure, Trial


def recall_at_k(ranking: Sequence[str], expected: Collection[str], k: int) -> float:
    """Share of the expected documents among the first `k` of a ranking; 0 to 1.

    As usual, more than `k` expected documents cannot all be among the first `k`: recall@1 of two is at most 0.5.
    """
    return ranked_value(R @ k, ranking, expected)


@dataclass(frozen=True)
class RecallAtK(MeanMeasure):
    """recall@k over the answerable questions; nothing found scores 0."""

    k: int

    @property
    def name(self) -> str:
        """`recall@5` for k = 5."""
        return f"recall@{self.k}"

    def measure(self, trial: Trial) -> float | None:
        """The recall of one search."""
        return recall_at_k(trial.ranking, trial.expected, self.k) if trial.expected else None
