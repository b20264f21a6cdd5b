"""Two evaluations of the same questions: what changed, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evals.measures.bootstrap import combined, paired_interval
from evals.measures.catalogue import LASTING, MEASURES, Values, quality
from evals.measures.trial import Direction, Measure

LEAST_DROP = 0.01
"""A real regression is at least this large; smaller ones are not worth stopping for."""
LEAST_CHANGE = 0.005
"""Smaller changes of a question's value are rounding."""

ByQuestion = Mapping[str, Values]
"""The values of many questions, by the id of the question."""


class Verdict(StrEnum):
    """What can be said about a difference: `same` while its 95 % interval holds 0."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One measure before and after on the same `count` questions; `low` to `high` is the interval of the change."""

    name: str
    before: float
    after: float
    low: float
    high: float
    count: int
    direction: Direction

    @property
    def change(self) -> float:
        """After minus before."""
        return self.after - self.before

    @property
    def verdict(self) -> Verdict:
        """Whether the whole interval lies on one side of no change."""
        if self.direction is Direction.DESCRIBES or self.low <= 0 <= self.high:
            return Verdict.SAME
        return Verdict.BETTER if (self.low > 0) == (self.direction is Direction.LARGER_IS_BETTER) else Verdict.WORSE


@dataclass(frozen=True, kw_only=True)
class QuestionChange:
    """A question whose values changed: its quality before and after, and each changed measure before and after."""

    case_id: str
    before: float
    after: float
    measures: Mapping[str, tuple[float, float]]


def differences(before: ByQuestion, after: ByQuestion, measures: Sequence[Measure] = LASTING) -> list[Difference]:
    """Each measure over the questions that have a value on both sides; those without such questions are left out."""
    made = (_difference(measure, before, after) for measure in measures)
    return [difference for difference in made if difference is not None]


def regressions(found: Iterable[Difference]) -> list[Difference]:
    """Those that are really worse: the whole interval on the worse side, and a drop above LEAST_DROP."""
    return [item for item in found if item.verdict is Verdict.WORSE and abs(item.change) > LEAST_DROP]


def changed_questions(before: ByQuestion, after: ByQuestion) -> list[QuestionChange]:
    """The questions with a measure that is now better or worse, those that lost most first; latencies are ignored."""
    changes = (_question_change(case_id, before[case_id], after[case_id]) for case_id in after if case_id in before)
    changed = [change for change in changes if change.measures]
    return sorted(changed, key=lambda change: (change.after - change.before, change.case_id))


def measure_named(name: str) -> Measure:
    """A measure of the catalogue. Raises StopIteration for an unknown name."""
    return next(measure for measure in MEASURES if measure.name == name)


def _difference(measure: Measure, before: ByQuestion, after: ByQuestion) -> Difference | None:
    name = measure.name
    shared = [case_id for case_id in after if name in after[case_id] and name in before.get(case_id, {})]
    if not shared:
        return None
    old, new = [before[case_id][name] for case_id in shared], [after[case_id][name] for case_id in shared]
    low, high = paired_interval(measure, old, new)
    return Difference(
        name=name,
        before=combined(measure, old),
        after=combined(measure, new),
        low=low,
        high=high,
        count=len(shared),
        direction=measure.direction,
    )


def _question_change(case_id: str, before: Values, after: Values) -> QuestionChange:
    judged = [measure.name for measure in LASTING if measure.direction is not Direction.DESCRIBES]
    both = [name for name in judged if name in before and name in after]
    changed = {name: (before[name], after[name]) for name in both if abs(after[name] - before[name]) > LEAST_CHANGE}
    return QuestionChange(case_id=case_id, before=quality(before), after=quality(after), measures=changed)
