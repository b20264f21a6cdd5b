"""answer_sentences and answer_characters: how long the answers are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.answers import Answer
from evals.measures.trial import Direction, MeanMeasure, Trial


class LengthUnit(StrEnum):
    """What is counted."""

    SENTENCES = "sentences"
    CHARACTERS = "characters"


def answer_length(answer: Answer, unit: LengthUnit) -> int:
    """The length of the sentences of an answer, without citation marks and notices."""
    texts = [sentence.text for sentence in answer.sentences]
    return len(texts) if unit is LengthUnit.SENTENCES else sum(map(len, texts))


@dataclass(frozen=True)
class AnswerLength(MeanMeasure):
    """The mean length of an answer; refusals are left out, a question that failed has the length 0."""

    unit: LengthUnit

    @property
    def name(self) -> str:
        """`answer_sentences` or `answer_characters`."""
        return f"answer_{self.unit}"

    @property
    def direction(self) -> Direction:
        """A length is neither good nor bad."""
        return Direction.DESCRIBES

    def measure(self, trial: Trial) -> float | None:
        """The length of one answer."""
        if trial.is_refused:
            return None
        return float(answer_length(trial.answer, self.unit)) if trial.answer is not None else 0.0
