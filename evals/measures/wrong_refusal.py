"""wrong_refusal: how many of the questions that can be answered got no answer."""

from __future__ import annotations

from dataclasses import dataclass

from evals.measures.trial import Direction, MeanMeasure, Trial


@dataclass(frozen=True)
class WrongRefusal(MeanMeasure):
    """Share of the answerable questions without an answer, refused or failed; smaller is better."""

    name: str = "wrong_refusal"

    @property
    def direction(self) -> Direction:
        """Smaller is better."""
        return Direction.SMALLER_IS_BETTER

    def measure(self, trial: Trial) -> float | None:
        """1 where an answerable question got no answer, else 0."""
        return float(not trial.is_answered) if trial.case.is_answerable else None
