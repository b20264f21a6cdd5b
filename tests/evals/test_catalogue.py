"""The table of measures: means, intervals, and that failed questions stay in it."""

from __future__ import annotations

import pytest

from evals.measures.bootstrap import combined, interval
from evals.measures.catalogue import MEASURES, figures, quality
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
    by_name = {figure.name: figure for figure in figures(trials)}
    assert by_name["expected_document_cited"].value == 0.5
    assert by_name["expected_document_cited"].count == 2
    assert by_name["wrong_refusal"].value == 0.5


def test_a_measure_without_questions_is_left_out() -> None:
    names = {figure.name for figure in figures([refused(unanswerable())])}
    assert "refusal_recall" in names
    assert "recall@5" not in names


def test_names_are_unique() -> None:
    names = [measure.name for measure in MEASURES]
    assert len(names) == len(set(names))


def test_quality_is_the_mean_of_what_a_reader_notices() -> None:
    # key facts 0.5, precision 0.5, expected document cited 1
    assert quality(answered(a_case(["a"], ["0.45%", "부산"]), "a", "x")) == pytest.approx(2 / 3)
    assert quality(refused(unanswerable())) == 1.0
    assert quality(failed(a_case(["a"], ["0.45%"]))) == 0.0
