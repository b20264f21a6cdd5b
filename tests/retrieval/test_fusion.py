"""The arithmetic of fused scores, by hand."""

from __future__ import annotations

import pytest

from assistant.retrieval.fusion import fuse
from assistant.retrieval.weights import AskedWeight, PartWeight, SearchWeights, SecondLookWeight, search_weights

WEIGHTS = SearchWeights(
    candidates=100,
    per_document=2,
    other_language=0.0,
    profile=0.0,
    skipped_headings=frozenset(),
    enough=0.5,
    synonyms=0.3,
    translations=0.6,
    brief=14,
    dense=PartWeight(weight=0.6, floor=0.7),
    keyword=PartWeight(weight=0.4, floor=0.0),
    asked=AskedWeight(weight=0.0, floor=0.5, full=1.0, second=0.0, nearest=10),
    second_look=SecondLookWeight(candidates=2, weight=0.5),
)


def test_scores_are_scaled_from_the_floor_to_the_best_and_summed_by_weight() -> None:
    fused = {item.chunk_id: item for item in fuse({"a": 0.9, "b": 0.8}, {"b": 10.0, "c": 5.0}, WEIGHTS)}
    assert fused["a"].score == pytest.approx(0.6 * 1.0 + 0.4 * 0.0)
    assert fused["b"].score == pytest.approx(0.6 * 0.5 + 0.4 * 1.0)
    assert fused["c"].score == pytest.approx(0.6 * 0.0 + 0.4 * 0.5)


def test_the_parts_reproduce_the_score() -> None:
    for item in fuse({"a": 0.9, "b": 0.65}, {"b": 3.0}, WEIGHTS):
        parts = item.parts
        again = parts["dense_weight"] * parts["dense_scaled"] + parts["keyword_weight"] * parts["keyword_scaled"]
        assert item.score == pytest.approx(again)


def test_best_comes_first_and_ties_are_ordered_by_name() -> None:
    assert [item.chunk_id for item in fuse({"b": 0.9, "a": 0.9, "c": 0.8}, {}, WEIGHTS)] == ["a", "b", "c"]


def test_words_that_found_little_of_the_question_count_less() -> None:
    found = {"a": 10.0, "b": 5.0}
    few = {item.chunk_id: item.score for item in fuse({}, found, WEIGHTS, whole_keyword=80.0)}
    assert few == pytest.approx({"a": 0.4 * 10 / 40, "b": 0.4 * 5 / 40})
    enough = {item.chunk_id: item.score for item in fuse({}, found, WEIGHTS, whole_keyword=20.0)}
    assert enough == pytest.approx({"a": 0.4, "b": 0.2})


def test_nothing_found_is_an_empty_list() -> None:
    assert fuse({}, {}, WEIGHTS) == []


def test_the_committed_weights_are_usable() -> None:
    weights = search_weights()
    assert weights.dense.weight + weights.keyword.weight == pytest.approx(1.0)
