"""refusal_recall: how many of the questions that cannot be answered are openly refused."""

from __future__ import annotations

from dataclasses import dataclass

from evals.measures.trial import MeanMeasure, Trial


@dataclass(frozen=True)
class RefusalRecall(MeanMeasure):
    """Share of the unanswerable questions that end in a refusal; an error is not a refusal and scores 0."""

    name: str = "refusal_recall"

    def measure(self, trial: Trial) -> float | None:
        """1 where an unanswerable question was refused, else 0."""
        return None if trial.case.is_answerable else float(trial.is_refused)
