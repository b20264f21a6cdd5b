"""refusal_recall: how many of the questions that cannot be answered are openly told so."""

from __future__ import annotations

from dataclasses import dataclass

from evals.measures.plain_text import plain
from evals.measures.trial import MeanMeasure, Trial
from evals.suites.cases import Gap


@dataclass(frozen=True)
class RefusalRecall(MeanMeasure):
    """Share of the unanswerable questions that end in a refusal; an error is not a refusal and scores 0.

    A question for a verdict is refused, too, where the answer opens by saying that none is given; and any where the
    answer begins with a sentence in which a document says itself that this is not known, or that it is not so.
    """

    name: str = "refusal_recall"

    def measure(self, trial: Trial) -> float | None:
        """1 where an unanswerable question was refused, else 0."""
        if trial.case.is_answerable:
            return None
        declines = trial.case.gap is Gap.JUDGEMENT and trial.answer is not None and bool(trial.answer.opening)
        return float(trial.is_refused or declines or _begins_honestly(trial))


def _begins_honestly(trial: Trial) -> bool:
    first = trial.answer.sentences[:1] if trial.answer is not None else ()
    honest = {plain(reply) for reply in trial.case.honest_replies}
    return any(plain(sentence.text) in honest for sentence in first)
