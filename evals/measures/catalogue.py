"""All measures of an evaluation, what they say of each trial, and the figures they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.measures.access_leaks import AccessLeaks
from evals.measures.answer_length import AnswerLength, LengthUnit
from evals.measures.bootstrap import combined, interval
from evals.measures.citation_precision import CitationPrecision
from evals.measures.citation_recall import CitationRecall
from evals.measures.expected_document_cited import ExpectedDocumentCited
from evals.measures.key_facts import KeyFactRecall
from evals.measures.key_facts_found import KeyFactsFound
from evals.measures.latency import LatencyPercentile
from evals.measures.mrr import MeanReciprocalRank
from evals.measures.ndcg import NdcgAt10
from evals.measures.number_errors import NumberErrors
from evals.measures.quotes_found import QuotesFound
from evals.measures.recall_at_k import RecallAtK
from evals.measures.refusal_recall import RefusalRecall
from evals.measures.sentence_support import SentenceSupport
from evals.measures.trial import Direction, Measure, Trial
from evals.measures.wrong_refusal import WrongRefusal

LATENCIES: tuple[Measure, ...] = (LatencyPercentile(50), LatencyPercentile(95))
"""What depends on the machine: reported, compared within one run, and never kept in a baseline."""
LASTING: tuple[Measure, ...] = (
    RecallAtK(1),
    RecallAtK(5),
    NdcgAt10(),
    MeanReciprocalRank(),
    QuotesFound(10),
    KeyFactsFound(10),
    KeyFactRecall(),
    CitationPrecision(),
    CitationRecall(),
    ExpectedDocumentCited(),
    RefusalRecall(),
    WrongRefusal(),
    AccessLeaks(),
    SentenceSupport(),
    NumberErrors(),
    AnswerLength(LengthUnit.SENTENCES),
    AnswerLength(LengthUnit.CHARACTERS),
)
MEASURES: tuple[Measure, ...] = (*LASTING, *LATENCIES)
QUALITY: tuple[Measure, ...] = (
    KeyFactRecall(),
    CitationPrecision(),
    ExpectedDocumentCited(),
    RefusalRecall(),
    AccessLeaks(),
)
"""What a reader notices about one answer; their mean orders the worst questions."""

DECIMALS = 4
"""Values are rounded before anything is made of them: a kept value and a new one differ only where they really do."""

Values = Mapping[str, float]
"""What the measures say of one trial, by the name of the measure; those with nothing to say are missing."""


@dataclass(frozen=True, kw_only=True)
class ScoredTrial:
    """A trial and what every measure says of it."""

    trial: Trial
    values: Values

    @property
    def quality(self) -> float:
        """How good the answer is, 0 to 1."""
        return quality(self.values)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measure over many trials, with its 95 % interval and the number of trials it rests on."""

    name: str
    value: float
    low: float
    high: float
    count: int
    direction: Direction


def scored(trials: Iterable[Trial]) -> tuple[ScoredTrial, ...]:
    """Every trial with its values."""
    return tuple(ScoredTrial(trial=trial, values=measured(trial)) for trial in trials)


def measured(trial: Trial) -> dict[str, float]:
    """What every measure that has something to say about this trial says, as exactly as a baseline keeps it."""
    found = ((measure.name, measure.measure(trial)) for measure in MEASURES)
    return {name: round(value, DECIMALS) for name, value in found if value is not None}


def figures(trials: Sequence[ScoredTrial]) -> list[Figure]:
    """Every measure that has something to say about some of these trials."""
    return [figure for measure in MEASURES if (figure := _figure(measure, trials)) is not None]


def quality(values: Values) -> float:
    """How good one answer is, 0 to 1: the mean of what a reader notices about it."""
    noticed = [_goodness(measure, values[measure.name]) for measure in QUALITY if measure.name in values]
    return sum(noticed) / len(noticed) if noticed else 0.0


def _goodness(measure: Measure, value: float) -> float:
    return value if measure.direction is Direction.LARGER_IS_BETTER else 1 - value


def _figure(measure: Measure, trials: Sequence[ScoredTrial]) -> Figure | None:
    said = [item.values[measure.name] for item in trials if measure.name in item.values]
    if not said:
        return None
    low, high = interval(measure, said)
    return Figure(
        name=measure.name,
        value=combined(measure, said),
        low=low,
        high=high,
        count=len(said),
        direction=measure.direction,
    )
