"""Scores one can check by hand."""

from __future__ import annotations

from math import log2

import pytest

from evals.collections.questions import Query, QuestionSet
from evals.collections.scoring import measured, scored
from evals.measures.mrr import reciprocal_rank
from evals.measures.ndcg import ndcg
from evals.measures.recall_at_k import recall_at_k
from tests.evals.collections.folders import silent


def test_with_one_grade_the_values_are_those_of_a_suite() -> None:
    ranking, judged = ["a", "b", "c"], {"b": 1, "z": 1}
    expected = {
        "ndcg@10": ndcg(ranking, judged),
        "recall@5": recall_at_k(ranking, judged, 5),
        "recall@10": recall_at_k(ranking, judged, 10),
        "mrr": reciprocal_rank(ranking, judged),
    }
    assert scored(ranking, judged) == pytest.approx(expected, abs=1e-4)


def test_a_better_document_weighs_more() -> None:
    found = scored(["fair", "good"], {"good": 2, "fair": 1})
    assert found["ndcg@10"] == pytest.approx((1 + 2 / log2(3)) / (2 + 1 / log2(3)), abs=1e-4)
    assert found["mrr"] == 1.0


def test_nothing_found_is_0() -> None:
    assert set(scored([], {"a": 1}).values()) == {0.0}


class _Fixed:
    name = "fixed"

    def rank(self, query: str, k: int) -> list[str]:
        return ["a", "b"][:k] if query == "one" else []


def test_every_question_is_measured_first_and_the_mean_has_an_interval() -> None:
    questions = QuestionSet(
        name="two", queries=(Query("1", "one"), Query("2", "two")), judgments={"1": {"a": 1}, "2": {"a": 1}}
    )
    result = measured(_Fixed(), questions, silent)
    assert {query: values["mrr"] for query, values in result.values.items()} == {"1": 1.0, "2": 0.0}
    figure = result.figure("mrr")
    assert (figure.value, figure.low, figure.high, figure.count) == (0.5, 0.0, 1.0, 2)
    assert result.percentile_ms(95) >= result.percentile_ms(50) >= 0
    assert all(item.change == 0 for item in result.against(result))
