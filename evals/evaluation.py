"""What an evaluation comes to: the scored trials, and how they compare with the baseline or with another run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from evals.baseline import by_question
from evals.comparing import ByQuestion, Difference, QuestionChange, changed_questions, differences, regressions
from evals.measures.access_leaks import leaked_documents
from evals.measures.catalogue import MEASURES, Figure, ScoredTrial, figures
from evals.measures.trial import Trial
from evals.suites.cases import Case
from evals.suites.parts import Part


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """One run of a suite, or of a part of it. `baseline` holds the kept values of the questions it shares with it."""

    suite: str
    part: Part
    cases: tuple[Case, ...]
    """The whole suite, whichever part of it was asked."""
    trials: tuple[ScoredTrial, ...]
    baseline: ByQuestion = field(default_factory=dict)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every measure with its interval."""
        return tuple(figures(self.trials))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Every measure that is kept, against the baseline."""
        return tuple(differences(self.baseline, by_question(self.trials)))

    @property
    def regressions(self) -> list[Difference]:
        """The measures that are really worse than the baseline."""
        return regressions(self.differences)

    @property
    def changed(self) -> list[QuestionChange]:
        """The questions that are better or worse than in the baseline."""
        return changed_questions(self.baseline, by_question(self.trials))

    @property
    def failed(self) -> list[Trial]:
        """The trials in which something broke."""
        return [item.trial for item in self.trials if item.trial.failure]

    @property
    def leaks(self) -> list[Trial]:
        """The trials that showed a person a document that is not meant for them."""
        return [item.trial for item in self.trials if leaked_documents(item.trial)]

    @property
    def is_acceptable(self) -> bool:
        """Whether nothing broke, nothing leaked and nothing is really worse than before."""
        return not (self.failed or self.leaks or self.regressions)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two runs of the same questions with different settings; every difference is B against A."""

    names: tuple[str, str]
    runs: tuple[Evaluation, Evaluation]

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Every measure, latencies too: both runs were made on the same machine."""
        before, after = (by_question(run.trials) for run in self.runs)
        return tuple(differences(before, after, MEASURES))

    @property
    def changed(self) -> Sequence[QuestionChange]:
        """The questions that differ, most first."""
        before, after = (by_question(run.trials) for run in self.runs)
        return sorted(changed_questions(before, after), key=lambda change: -abs(change.after - change.before))
