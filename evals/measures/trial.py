"""A trial: one case and what the assistant did with it; and what a measure is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.answers import Answer, Status
from assistant.domain.passages import Passage
from evals.suites.cases import Case

REFUSALS = frozenset(
    {
        Status.NO_SOURCE,
        Status.OUT_OF_SCOPE,
        Status.NEEDS_CLARIFICATION,
        Status.REFUSED_TOO_LONG,
        Status.REFUSED_MANIPULATION,
    }
)
"""The endings that say openly that there is no answer. An error or a timeout is not one of them."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One case with the passages that were found and the answer that was given; times in milliseconds.

    `probability` is what the assistant thinks of its chance to answer from what it found, None where that failed too.
    A question that failed has no answer and says why in `failure`; it is scored as a wrong one, never left out.
    """

    case: Case
    found: tuple[Passage, ...] = ()
    answer: Answer | None = None
    probability: float | None = None
    failure: str = ""
    search_ms: float = 0.0
    """Right after the answer, so that the embedding of the question is still remembered."""
    answer_ms: float = 0.0

    @property
    def is_refused(self) -> bool:
        """Whether the question ended in an open refusal."""
        return self.answer is not None and self.answer.status in REFUSALS

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer that rests on citations."""
        return self.answer is not None and self.answer.status.has_answer

    @property
    def ranking(self) -> tuple[str, ...]:
        """The documents that were found, each at the rank of its best passage."""
        return _documents(self.found)

    @property
    def cited_documents(self) -> tuple[str, ...]:
        """The documents that the answer cites, each once."""
        citations = self.answer.citations if self.answer is not None else ()
        return _documents([citation.passage for citation in citations])

    @property
    def shown_documents(self) -> frozenset[str]:
        """Every document the person could learn of: found, cited, or offered as near."""
        nearest = self.answer.nearest if self.answer is not None else ()
        return frozenset((*self.ranking, *self.cited_documents, *_documents(nearest)))

    @property
    def expected(self) -> frozenset[str]:
        """The documents a right answer rests on."""
        return frozenset(self.case.expected_documents)

    @property
    def citable(self) -> frozenset[str]:
        """The documents that a right answer may cite."""
        return self.expected | frozenset(self.case.also_right)


class Direction(StrEnum):
    """What is good about a figure; one that only describes is never better or worse."""

    LARGER_IS_BETTER = "larger"
    SMALLER_IS_BETTER = "smaller"
    DESCRIBES = "describes"


class Measure(Protocol):
    """One figure about an evaluation: a value per trial, and how the values are combined."""

    @property
    def name(self) -> str:
        """The word it is reported and compared by."""
        ...

    @property
    def direction(self) -> Direction:
        """Whether a large figure is good."""
        ...

    def measure(self, trial: Trial) -> float | None:
        """The value of one trial; None where the measure has nothing to say about this sort of question."""
        ...

    def combine(self, samples: NDArray[np.float64]) -> NDArray[np.float64]:
        """Each row of values, shape (rows, trials), as one figure, shape (rows,)."""
        ...


@dataclass(frozen=True)
class MeanMeasure:
    """What measures share whose values are averaged; larger is better unless said otherwise."""

    @property
    def direction(self) -> Direction:
        """Whether a large figure is good."""
        return Direction.LARGER_IS_BETTER

    def combine(self, samples: NDArray[np.float64]) -> NDArray[np.float64]:
        """The mean of each row."""
        means: NDArray[np.float64] = samples.mean(axis=1)
        return means


def values_of(measure: Measure, trials: Sequence[Trial]) -> list[float]:
    """The values of the trials the measure has something to say about."""
    return [value for value in map(measure.measure, trials) if value is not None]


def _documents(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passage.chunk.document_id for passage in passages))
