"""A person who changes the product is told when its answers are really worse than before."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Advisor
from evals.baseline import baseline_path
from evals.evaluation import Evaluation
from evals.report.words import MEASURES, change
from evals.run import evaluate_with, plan
from evals.suites.cases import GOLDEN_SUITE
from evals.suites.parts import Part


@pytest.fixture(scope="module")
def evaluation(corpus_advisor: Advisor) -> Evaluation:
    """The fast part of the golden suite, asked of the real corpus."""
    return evaluate_with(corpus_advisor, plan(GOLDEN_SUITE, Part.FAST), lambda step, done, total: None)


def test_there_is_something_to_compare_with(evaluation: Evaluation) -> None:
    assert evaluation.baseline, f"{baseline_path(GOLDEN_SUITE)}: run 'ax-advisor eval --save-baseline'"


def test_no_question_breaks(evaluation: Evaluation) -> None:
    assert [(trial.case.id, trial.failure) for trial in evaluation.failed] == []


def test_nobody_is_shown_what_is_not_meant_for_them(evaluation: Evaluation) -> None:
    assert [trial.case.id for trial in evaluation.leaks] == []


def test_no_measure_is_really_worse_than_the_baseline(evaluation: Evaluation) -> None:
    worse = [f"{MEASURES[item.name]} {change(item.change)}" for item in evaluation.regressions]
    changed = [(item.case_id, dict(item.measures)) for item in evaluation.changed]
    assert worse == [], f"accept with 'ax-advisor eval --save-baseline' or repair: {changed}"
