"""What passages gain because their documents say that they answer such a question, by hand."""

from __future__ import annotations

import pytest

from assistant.domain.documents import Chunk
from assistant.domain.passages import Passage
from assistant.models.similarity import Scale
from assistant.retrieval.asked_before import nearness, with_gains
from assistant.retrieval.weights import AskedWeight
from tests.store.samples import metadata

WEIGHT = AskedWeight(weight=0.5, floor=0.5, full=1.0, second=0.25, nearest=10)
SCALE = Scale(unrelated=0.7, related=0.9)


def passage(document_id: str, ordinal: int, score: float, version: int = 1) -> Passage:
    """A passage with a score and nothing else that matters here."""
    chunk = Chunk(
        chunk_id=f"{document_id}@{version}#{ordinal:04d}",
        document_id=document_id,
        version=version,
        ordinal=ordinal,
        text="글",
    )
    return Passage(chunk=chunk, metadata=metadata(document_id), score=score, parts={"dense": 0.8})


def test_nearness_runs_from_the_floor_to_the_full_weight() -> None:
    near = nearness({("a", 1): [0.8, 0.8], ("b", 1): [0.85, 0.85, 0.7], ("c", 2): [0.95, 0.9]}, WEIGHT, SCALE)
    assert near == pytest.approx({("b", 1): 0.5, ("c", 2): 1.0})


def test_a_second_near_question_counts_a_share_and_the_farthest_stands_for_a_missing_one() -> None:
    near = nearness({("a", 1): [0.9], ("b", 1): [0.9, 0.86], ("c", 1): [0.82]}, WEIGHT, SCALE)
    assert near == pytest.approx({("a", 1): 0.8, ("b", 1): 0.9, ("c", 1): 0.2})


def test_no_questions_no_nearness() -> None:
    assert nearness({}, WEIGHT, SCALE) == {}


def test_the_best_passage_gains_most_and_the_order_within_the_document_stays() -> None:
    found = [passage("a", 0, 0.8), passage("b", 0, 0.6), passage("b", 1, 0.3)]
    gained = with_gains(found, {("b", 1): 1.0}, 0.5)
    assert [one.chunk.chunk_id for one in gained] == ["b@1#0000", "a@1#0000", "b@1#0001"]
    assert [one.score for one in gained] == pytest.approx([1.1, 0.8, 0.55])
    assert gained[2].parts == {"dense": 0.8, "asked": 1.0, "asked_scaled": 0.5, "asked_weight": 0.5}
    assert gained[1].parts == {"dense": 0.8}


def test_a_question_of_another_edition_counts_for_nothing() -> None:
    found = [passage("a", 0, 0.8, version=2)]
    assert with_gains(found, {("a", 1): 1.0}, 0.5) == found
