"""Questions about the same subject come together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.consulting.gaps.grouping import Floats, grouped, nearest_to_all
from assistant.models.embedder import Embedder, load_embedder

STRAWBERRY = [
    "딸기 수확 로봇 가격이 얼마예요?",
    "온실 딸기 수확 로봇 렌탈 되나요?",
    "딸기 따는 로봇을 쓰는 농가가 있나요?",
]
SALON = ["미용실 예약을 AI로 받는 사례가 있나요?", "미용실에서 예약 챗봇을 쓰면 효과가 있나요?"]
OTHER = ["조선소 블록 용접 로봇 비용이 얼마인가요?"]
BACKGROUND = [
    "AI 기본법 과태료는 얼마인가요?",
    "예지보전을 작은 공장에 도입한 사례가 있나요?",
    "챗봇을 도입하려면 어떤 순서로 하나요?",
    "비전 검사의 정확도는 얼마나 되나요?",
    "식당 수요 예측은 효과가 있나요?",
    "AI 바우처는 어떻게 신청하나요?",
]


@pytest.fixture(scope="module")
def embedder(models_dir: Path) -> Embedder:
    return load_embedder(None, models_dir)


@pytest.fixture(scope="module")
def background(embedder: Embedder) -> Floats:
    return embedder.embed_queries(BACKGROUND)


def test_subjects_are_told_apart(embedder: Embedder, background: Floats) -> None:
    questions = [STRAWBERRY[0], SALON[0], OTHER[0], STRAWBERRY[1], SALON[1], STRAWBERRY[2]]
    groups = grouped(embedder.embed_queries(questions), [None] * 6, background)
    assert groups == [[0, 3, 5], [1, 4], [2]]


def test_questions_on_one_subject_only_stay_together(embedder: Embedder, background: Floats) -> None:
    assert grouped(embedder.embed_queries(STRAWBERRY), [None] * 3, background) == [[0, 1, 2]]


def test_other_sectors_hold_apart_what_is_on_the_edge() -> None:
    near = np.array([[1, 0, 0], [0.32, 0.9474, 0], [-1, 0, 0]], np.float32)  # the mean is taken away by its mirror
    background = np.array([[-1, -0.9474, 0], [0.68, 0, 0]], np.float32)
    same, different = (grouped(near, sectors, background) for sectors in (["food"] * 3, ["food", "energy", "food"]))
    assert same == [[0, 1], [2]]
    assert different == [[0], [1], [2]]


@pytest.mark.parametrize("count", [0, 1])
def test_few_questions_need_no_clustering(count: int) -> None:
    assert grouped(np.zeros((count, 3), np.float32), [None] * count, np.zeros((0, 3), np.float32)) == [[0]][:count]


def test_the_example_is_the_one_in_the_middle() -> None:
    assert nearest_to_all(np.array([[1, 0], [0.8, 0.6], [0, 1]], np.float32)) == 1
