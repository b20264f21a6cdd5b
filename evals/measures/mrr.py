"""MRR: how far down the first expected document stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ir_measures import RR

from evals.measures.ranked import ranked_value
from evals.measures.trial import MeanMeasure, Trial


def reciprocal_rank(ranking: Sequence[str], expected: Collection[str]) -> float:
    """1 divided by the rank of the first expected document (1, 0.5, 0.33, …); 0 where none was found."""
    return ranked_value(RR, ranking, expected)


@dataclass(frozen=True)
class MeanReciprocalRank(MeanMeasure):
    """The mean reciprocal rank over the answerable questions."""

    name: str = "mrr"

    def measure(self, trial: Trial) -> float | None:
        """The reciprocal rank of one search."""
        return reciprocal_rank(trial.ranking, trial.expected) if trial.expected else None
