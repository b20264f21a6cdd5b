"""The arithmetic of the second look, by hand, and its two rerankers with real models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from transformers import AutoModelForSequenceClassification, AutoTokenizer, BertConfig, BertForSequenceClassification

from assistant.domain.passages import Passage
from assistant.errors import ModelUnavailable
from assistant.models.embedder import load_embedder
from assistant.models.reranker import CrossEncoderReranker, LateInteraction, load_reranker
from assistant.retrieval.second_look import looked_at_again
from assistant.retrieval.weights import SecondLookWeight
from tests.answering.passages import passage
from tests.models.tiny import WORDS, tiny_model

QUESTION = "도금 불량을 줄인 공장이 있나요?"
ANSWER = "켐프는 도금 조건을 AI로 잡아 불량률을 낮추었습니다."
ELSEWHERE = ["식당의 예약 손님 수를 예측합니다.", "웹툰 배경을 그리는 도구를 시험했습니다."]


class GivenScores:
    """A reranker that says what it is told to."""

    name = "given"
    floor = 0.5

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores = scores

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        assert len(passages) == len(self._scores)
        return np.asarray(self._scores, np.float32)


def candidates(*scores: float) -> list[Passage]:
    return [passage(f"글 {i}", document_id=f"d{i}", score=score) for i, score in enumerate(scores)]


def test_both_scores_are_scaled_to_the_best_and_mixed() -> None:
    weight = SecondLookWeight(candidates=2, weight=0.5)
    found = looked_at_again("질문", candidates(0.8, 0.6, 0.4), GivenScores([0.6, 0.9]), weight)
    assert [item.chunk.document_id for item in found] == ["d1", "d0", "d2"]
    assert found[0].score == pytest.approx(0.5 * 0.6 / 0.8 + 0.5 * 1.0)
    assert found[1].score == pytest.approx(0.5 * 1.0 + 0.5 * (0.1 / 0.4))
    assert found[2].score <= found[1].score
    assert found[0].parts["second_look"] == pytest.approx(0.9)
    assert found[0].parts["fused"] == pytest.approx(0.6)


def test_nothing_found_stays_nothing() -> None:
    assert looked_at_again("질문", [], GivenScores([]), SecondLookWeight(candidates=5, weight=0.5)) == []


def test_late_interaction_prefers_the_answer_and_remembers_its_passages(models_dir: Path) -> None:
    reranker = load_reranker("late-interaction", load_embedder(None, models_dir))
    assert isinstance(reranker, LateInteraction)
    scores = reranker.scores(QUESTION, [*ELSEWHERE, ANSWER])
    assert int(scores.argmax()) == 2
    assert np.array_equal(reranker.scores(QUESTION, [ANSWER, *ELSEWHERE]), scores[[2, 0, 1]])
    assert float(reranker.scores(ANSWER, [ANSWER])[0]) > float(scores[2])


def test_a_cross_encoder_gives_probabilities(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path)
    config = BertConfig.from_pretrained(folder)
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(folder)
    assert AutoModelForSequenceClassification.from_pretrained(folder) is not None
    assert len(AutoTokenizer.from_pretrained(folder)) == len(WORDS)
    reranker = load_reranker(str(folder), load_embedder(str(folder), tmp_path))
    assert isinstance(reranker, CrossEncoderReranker)
    scores = reranker.scores("스마트 공장", ["지원 사업", "인공 지능", "질문"])
    assert scores.shape == (3,)
    assert ((scores > 0) & (scores < 1)).all()


def test_an_unknown_model_is_named(tmp_path: Path) -> None:
    embedder = load_embedder(str(tiny_model(tmp_path)), tmp_path)
    with pytest.raises(ModelUnavailable, match="AX_RERANKER_MODEL='/nowhere/at/all'"):
        load_reranker("/nowhere/at/all", embedder)
    assert load_reranker(None, embedder) is None
