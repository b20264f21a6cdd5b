"""What counts as better, worse or chance, with numbers one can check by hand."""

from __future__ import annotations

import pytest

from evals.comparing import Difference, Verdict, changed_questions, differences, regressions
from evals.measures.catalogue import MEASURES
from evals.measures.trial import Direction


def values(measure: str, *numbers: float) -> dict[str, dict[str, float]]:
    """Questions q0, q1, … with one value each."""
    return {f"q{place}": {measure: number} for place, number in enumerate(numbers)}


def a_difference(change: float, low: float, high: float, direction: Direction) -> Difference:
    """A measure that was 0.5 before."""
    return Difference(name="mrr", before=0.5, after=0.5 + change, low=low, high=high, count=10, direction=direction)


@pytest.mark.parametrize(
    ("low", "high", "direction", "verdict"),
    [
        (-0.2, -0.1, Direction.LARGER_IS_BETTER, Verdict.WORSE),
        (0.1, 0.2, Direction.LARGER_IS_BETTER, Verdict.BETTER),
        (-0.2, 0.1, Direction.LARGER_IS_BETTER, Verdict.SAME),
        (-0.2, 0.0, Direction.LARGER_IS_BETTER, Verdict.SAME),
        (-0.2, -0.1, Direction.SMALLER_IS_BETTER, Verdict.BETTER),
        (0.1, 0.2, Direction.SMALLER_IS_BETTER, Verdict.WORSE),
        (0.1, 0.2, Direction.DESCRIBES, Verdict.SAME),
    ],
)
def test_the_whole_interval_must_lie_on_one_side(
    low: float, high: float, direction: Direction, verdict: Verdict
) -> None:
    assert a_difference((low + high) / 2, low, high, direction).verdict is verdict


def test_one_worse_question_of_thirty_is_chance() -> None:
    # it is missing from (29/30)^30 = 36 % of the draws, so the interval reaches 0
    (found,) = differences(values("mrr", *[1.0] * 30), values("mrr", 0.0, *[1.0] * 29))
    assert found.change == pytest.approx(-1 / 30)
    assert found.high == 0
    assert regressions([found]) == []


def test_six_worse_questions_of_thirty_are_a_regression() -> None:
    # all six are missing from (24/30)^30 = 0.1 % of the draws, less than the 2.5 % that are cut off
    (found,) = differences(values("mrr", *[1.0] * 30), values("mrr", *[0.0] * 6, *[1.0] * 24))
    assert found.change == pytest.approx(-0.2)
    assert found.high < 0
    assert regressions([found]) == [found]


def test_as_many_better_as_worse_is_no_regression() -> None:
    before, after = values("mrr", *[1.0] * 6, *[0.0] * 6), values("mrr", *[0.0] * 6, *[1.0] * 6)
    assert regressions(differences(before, after)) == []


def test_a_certain_but_tiny_drop_is_let_pass() -> None:
    (found,) = differences(values("mrr", *[0.905] * 30), values("mrr", *[0.9] * 30))
    assert found.verdict is Verdict.WORSE
    assert regressions([found]) == []


def test_more_wrong_refusals_are_a_regression() -> None:
    (found,) = differences(values("wrong_refusal", *[0.0] * 20), values("wrong_refusal", *[1.0] * 8, *[0.0] * 12))
    assert regressions([found]) == [found]


def test_a_longer_answer_is_never_a_regression() -> None:
    assert regressions(differences(values("answer_characters", 10, 20), values("answer_characters", 100, 200))) == []


def test_only_shared_questions_are_compared() -> None:
    before = {"q0": {"mrr": 1.0}, "q1": {"mrr": 0.5}, "gone": {"mrr": 0.0}}
    after = {"q0": {"mrr": 1.0}, "q1": {"mrr": 1.0}, "new": {"mrr": 0.0}, "q2": {"refusal_recall": 1.0}}
    (found,) = differences(before, after)
    assert (found.before, found.after, found.count) == (0.75, 1.0, 2)


def test_latencies_are_compared_only_when_asked_for() -> None:
    before, after = values("latency_p50_ms", 100.0, 100.0), values("latency_p50_ms", 50.0, 50.0)
    assert differences(before, after) == []
    (found,) = differences(before, after, MEASURES)
    assert found.verdict is Verdict.BETTER


def test_the_questions_that_changed_come_with_their_changes() -> None:
    before = {
        "kept": {"mrr": 1.0, "answer_characters": 10.0},
        "lost": {"expected_document_cited": 1.0, "mrr": 1.0},
        "won": {"expected_document_cited": 0.0},
        "gone": {"mrr": 1.0},
    }
    after = {
        "kept": {"mrr": 1.0, "answer_characters": 99.0},
        "lost": {"expected_document_cited": 0.0, "mrr": 1.0},
        "won": {"expected_document_cited": 1.0},
        "new": {"mrr": 0.0},
    }
    changes = changed_questions(before, after)
    assert [change.case_id for change in changes] == ["lost", "won"]
    assert dict(changes[0].measures) == {"expected_document_cited": (1.0, 0.0)}
    assert (changes[0].before, changes[0].after) == (1.0, 0.0)
