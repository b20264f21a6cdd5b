"""sentence_support: how many sentences state only numbers that stand in what they cite."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.answers import Answer, Sentence
from evals.measures.numerals import cited_numerals, cited_passages, numerals
from evals.measures.trial import MeanMeasure, Trial


def sentence_support(answer: Answer) -> float:
    """Share of the sentences with a citation whose numerals all stand in the cited chunks; 0 without sentences."""
    supported = [_is_supported(answer, sentence) for sentence in answer.sentences]
    return sum(supported) / len(supported) if supported else 0.0


@dataclass(frozen=True)
class SentenceSupport(MeanMeasure):
    """Support over the questions that were answered; one that failed scores 0, a refused one has no sentences."""

    name: str = "sentence_support"

    def measure(self, trial: Trial) -> float | None:
        """The support of one answer."""
        if trial.is_refused:
            return None
        return sentence_support(trial.answer) if trial.answer is not None else 0.0


def _is_supported(answer: Answer, sentence: Sentence) -> bool:
    return bool(cited_passages(answer, sentence)) and numerals(sentence.text) <= cited_numerals(answer, sentence)
