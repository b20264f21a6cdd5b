"""number_errors: how many of the numbers in an answer stand in nothing that their sentence cites."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.answers import Answer
from evals.measures.numerals import cited_numerals, numerals
from evals.measures.trial import Direction, MeanMeasure, Trial


def wrong_numerals(answer: Answer) -> tuple[str, ...]:
    """The numerals that do not occur in the cited passages, sentence by sentence."""
    return tuple(
        numeral
        for sentence in answer.sentences
        for numeral in sorted(numerals(sentence.text) - cited_numerals(answer, sentence))
    )


def number_errors(answer: Answer) -> float:
    """Share of the answer's numerals that are wrong, 0 to 1; 0 where there are none."""
    stated = sum(len(numerals(sentence.text)) for sentence in answer.sentences)
    return len(wrong_numerals(answer)) / stated if stated else 0.0


@dataclass(frozen=True)
class NumberErrors(MeanMeasure):
    """Number errors over the questions that were answered; smaller is better, one that failed counts 1."""

    name: str = "number_errors"

    @property
    def direction(self) -> Direction:
        """Smaller is better."""
        return Direction.SMALLER_IS_BETTER

    def measure(self, trial: Trial) -> float | None:
        """The share of wrong numerals of one answer; a refusal states none."""
        if trial.is_refused:
            return None
        return number_errors(trial.answer) if trial.answer is not None and trial.is_answered else 1.0
