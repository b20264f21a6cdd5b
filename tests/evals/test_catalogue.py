"""The table of measures: means, intervals, and that failed questions stay in it."""

from __future__ import annotations

import pytest

from evals.measures.bootstrap import combined, interval, paired_interval
from evals.measures.catalogue import MEASURES, figures, measured, quality, scored
from evals.measures.latency import LatencyPercentile
from evals.measures.mrr import MeanReciprocalRank
from tests.evals.trials import a_case, answered, failed, refused, unanswerable


def test_the_interval_of_equal_values_is_a_point() -> None:
    assert interval(MeanReciprocalRank(), [0.5, 0.5, 0.5]) == (0.5, 0.5)


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0]
    low, high = interval(MeanReciprocalRank(), values)
    assert 0 <= low < combined(MeanReciprocalRank(), values) == 0.75 < high <= 1
    assert (low, high) == interval(MeanReciprocalRank(), values)


def test_a_failed_question_lowers_the_mean() -> None:
    trials = [answered(a_case(), "a"), failed(a_case())]
    by_name = {figure.name: figure for figure in figures(scored(trials))}
    assert by_name["expected_document_cited"].value == 0.5
    assert by_name["expected_document_cited"].count == 2
    assert by_name["wrong_refusal"].value == 0.5


def test_a_measure_without_questions_is_left_out() -> None:
    names = {figure.name for figure in figures(scored([refused(unanswerable())]))}
    assert "refusal_recall" in names
    assert "recall@5" not in names


def test_names_are_unique() -> None:
    names = [measure.name for measure in MEASURES]
    assert len(names) == len(set(names))


def test_quality_is_the_mean_of_what_a_reader_notices() -> None:
    # key facts 0.5, precision 0.5, expected document cited 1
    assert quality(measured(answered(a_case(["a"], ["0.45%", "부산"]), "a", "x"))) == pytest.approx(2 / 3)
    assert quality(measured(refused(unanswerable()))) == 1.0
    assert quality(measured(failed(a_case(["a"], ["0.45%"])))) == 0.0
    # refused, and yet the forbidden document was found
    assert quality({"refusal_recall": 1.0, "access_leaks": 1.0}) == 0.5


def test_a_change_that_is_the_same_for_every_question_is_certain() -> None:
    before = [0.1, 0.5, 0.9]
    low, high = paired_interval(MeanReciprocalRank(), before, [value - 0.1 for value in before])
    assert (low, high) == pytest.approx((-0.1, -0.1))


def test_percentiles_are_compared_as_percentiles() -> None:
    slow, fast = [100.0, 200.0, 300.0], [50.0, 150.0, 250.0]
    assert paired_interval(LatencyPercentile(50), slow, fast) == (-50.0, -50.0)
