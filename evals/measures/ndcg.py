"""nDCG@10: whether the expected documents stand at the top of what was found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ir_measures import nDCG

from evals.measures.ranked import ranked_value
from evals.measures.trial import MeanMeasure, Trial


def ndcg(ranking: Sequence[str], expected: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `k`; 0 to 1 (Järvelin and Kekäläinen, 2002)."""
    return ranked_value(nDCG @ k, ranking, expected)


@dataclass(frozen=True)
class NdcgAt10(MeanMeasure):
    """nDCG@10 over the answerable questions; nothing found scores 0."""

    name: str = "ndcg@10"

    def measure(self, trial: Trial) -> float | None:
        """The nDCG of one search."""
        return ndcg(trial.ranking, trial.expected) if trial.expected else None
