"""nDCG@10: whether the expected documents stand at the top of what was found."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from evals.measures.trial import MeanMeasure, Trial


def ndcg(ranking: Sequence[str], expected: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain of a ranking without repetitions; 0 to 1.

    Gain 1 for an expected document, discount log2(rank + 1), divided by the gain of the best possible ranking
    (Järvelin and Kekäläinen, 2002).
    """
    wanted = set(expected)
    gained = sum(1 / math.log2(rank + 1) for rank, name in enumerate(ranking[:k], start=1) if name in wanted)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(wanted), k) + 1))
    return gained / best


@dataclass(frozen=True)
class NdcgAt10(MeanMeasure):
    """nDCG@10 over the answerable questions; nothing found scores 0."""

    name: str = "ndcg@10"

    def measure(self, trial: Trial) -> float | None:
        """The nDCG of one search."""
        return ndcg(trial.ranking, trial.expected) if trial.expected else None
