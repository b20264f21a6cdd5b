"""All measures of an evaluation, and the table they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.measures.bootstrap import combined, interval
from evals.measures.citation_precision import CitationPrecision
from evals.measures.expected_document_cited import ExpectedDocumentCited
from evals.measures.key_facts import KeyFactRecall
from evals.measures.key_facts_found import KeyFactsFound
from evals.measures.latency import LatencyPercentile
from evals.measures.mrr import MeanReciprocalRank
from evals.measures.ndcg import NdcgAt10
from evals.measures.recall_at_k import RecallAtK
from evals.measures.refusal_recall import RefusalRecall
from evals.measures.sentence_support import SentenceSupport
from evals.measures.trial import Measure, Trial, values_of
from evals.measures.wrong_refusal import WrongRefusal

MEASURES: tuple[Measure, ...] = (
    RecallAtK(1),
    RecallAtK(5),
    NdcgAt10(),
    MeanReciprocalRank(),
    KeyFactsFound(10),
    KeyFactRecall(),
    CitationPrecision(),
    ExpectedDocumentCited(),
    RefusalRecall(),
    WrongRefusal(),
    SentenceSupport(),
    LatencyPercentile(50),
    LatencyPercentile(95),
)
QUALITY: tuple[Measure, ...] = (KeyFactRecall(), CitationPrecision(), ExpectedDocumentCited(), RefusalRecall())
"""What a reader notices about one answer; their mean orders the worst questions."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measure over many trials, with its 95 % interval and the number of trials it rests on."""

    name: str
    value: float
    low: float
    high: float
    count: int
    larger_is_better: bool


def figures(trials: Sequence[Trial]) -> list[Figure]:
    """Every measure that has something to say about these trials."""
    made = []
    for measure in MEASURES:
        values = values_of(measure, trials)
        if values:
            low, high = interval(measure, values)
            made.append(
                Figure(
                    name=measure.name,
                    value=combined(measure, values),
                    low=low,
                    high=high,
                    count=len(values),
                    larger_is_better=measure.larger_is_better,
                )
            )
    return made


def quality(trial: Trial) -> float:
    """How good one answer is, 0 to 1: the mean of what a reader notices about it."""
    values = [value for measure in QUALITY if (value := measure.measure(trial)) is not None]
    return sum(values) / len(values)
