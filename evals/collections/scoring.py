"""Scoring rankings: every question first, then means with their intervals."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import ir_measures
import numpy as np

from assistant.bootstrap import ProgressTold
from evals.collections.questions import QuestionSet
from evals.comparing import Difference, differences
from evals.measures.bootstrap import combined, interval
from evals.measures.catalogue import DECIMALS, Figure
from evals.measures.mrr import MeanReciprocalRank
from evals.measures.ndcg import NdcgAt10
from evals.measures.recall_at_k import RecallAtK
from evals.measures.trial import Measure

DEPTH = 10
"""Documents that are ranked for each question; MRR looks no further either."""
MEASURES: tuple[Measure, ...] = (NdcgAt10(), RecallAtK(5), RecallAtK(10), MeanReciprocalRank())
_GRADED: Mapping[str, Any] = {
    "ndcg@10": ir_measures.nDCG @ 10,
    "recall@5": ir_measures.R @ 5,
    "recall@10": ir_measures.R @ 10,
    "mrr": ir_measures.RR,
}
"""The same measures with judgments of several grades; with one grade they are what the measures of a suite say."""


class System(Protocol):
    """Anything that ranks documents for a question."""

    @property
    def name(self) -> str:
        """What it is called in tables."""
        ...

    def rank(self, query: str, k: int) -> list[str]:
        """The ids of up to `k` documents, best first, each once."""
        ...


@dataclass(frozen=True, kw_only=True)
class SystemResult:
    """What one system achieved. `values` by question and measure, `rankings` by question, `times_ms` in their order."""

    name: str
    values: Mapping[str, Mapping[str, float]]
    rankings: Mapping[str, Sequence[str]]
    times_ms: tuple[float, ...]

    @property
    def figures(self) -> list[Figure]:
        """Every measure with its 95 % interval."""
        return [_figure(measure, [values[measure.name] for values in self.values.values()]) for measure in MEASURES]

    def figure(self, name: str) -> Figure:
        """One of the figures, e.g. `ndcg@10`. Raises StopIteration for an unknown name."""
        return next(figure for figure in self.figures if figure.name == name)

    def against(self, other: SystemResult) -> list[Difference]:
        """This system minus the other one, question by question."""
        return differences(other.values, self.values, MEASURES)

    def percentile_ms(self, percent: int) -> float:
        """A percentile of the milliseconds a question took."""
        return float(np.percentile(self.times_ms, percent))


def measured(system: System, questions: QuestionSet, tell: ProgressTold) -> SystemResult:
    """Ask a system every question."""
    rankings: dict[str, list[str]] = {}
    times = []
    for done, query in enumerate(questions.queries, start=1):
        started = time.perf_counter()
        rankings[query.id] = system.rank(query.text, DEPTH)[:DEPTH]
        times.append((time.perf_counter() - started) * 1000)
        tell(f"{questions.name}: {system.name}", done, len(questions.queries))
    values = {query_id: scored(ranking, questions.judgments[query_id]) for query_id, ranking in rankings.items()}
    return SystemResult(name=system.name, values=values, rankings=rankings, times_ms=tuple(times))


def scored(ranking: Sequence[str], judged: Mapping[str, int]) -> dict[str, float]:
    """Every measure of one ranking; what nobody judged counts as wrong, and nothing found is 0."""
    qrels = [ir_measures.Qrel("q", document, relevance) for document, relevance in judged.items()]
    run = [ir_measures.ScoredDoc("q", document, float(-place)) for place, document in enumerate(ranking)]
    found = {str(metric.measure): float(metric.value) for metric in ir_measures.iter_calc(_GRADED.values(), qrels, run)}
    return {name: round(found[str(measure)], DECIMALS) for name, measure in _GRADED.items()}


def _figure(measure: Measure, values: Sequence[float]) -> Figure:
    low, high = interval(measure, values)
    return Figure(
        name=measure.name,
        value=combined(measure, values),
        low=low,
        high=high,
        count=len(values),
        direction=measure.direction,
    )
