"""What groups of questions are called."""

from __future__ import annotations

import pytest

from assistant.consulting.gaps.labelling import Labeller
from assistant.store.morphemes import MorphemeTokenizer
from tests.consulting.gaps.kept import gap


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller(MorphemeTokenizer(["AI 바우처"]))


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("제약회사 알약 외관 검사 AI 들이는 비용", "제약회사 알약 외관 검사"),
        ("치과 기공소에서 AI로 보철 설계하면 시간이 얼마나 줄어드나요?", "치과 기공소 · 보철 설계"),
        ("PC방 좌석 예측 AI 있나요", "PC방 좌석 예측"),
        ("2028년 AI 바우처 지원 금액은 얼마인가요?", "2028년 AI 바우처 지원"),
        ("떡집에서 하루 1,250개의 생산량 예측을 한 사례", "떡집 · 생산량 예측"),
        ("양계장에서 닭 소리로 꽃 피는 때를 아는 AI", "양계장 · 닭 소리"),
        ("How much does a harvesting robot cost for 2,500 strawberry plants?", "harvesting robot · strawberry plants"),
        ("AI 도입 사례 알려주세요", "AI 도입 사례 알려주세요"),
    ],
)
def test_a_question_alone_is_named_by_its_own_phrases(labeller: Labeller, question: str, label: str) -> None:
    assert labeller.labels([[gap(question)]]) == [label]


def test_a_group_is_named_by_what_it_shares_and_others_do_not(labeller: Labeller) -> None:
    robots = [
        gap(f"{crop} 수확 로봇 {asked}") for crop, asked in (("딸기", "비용은?"), ("사과", "사례"), ("배추", "순서"))
    ]
    booking = [gap("미용실 예약 로봇 사례"), gap("미용실 예약 로봇은 얼마예요?")]
    first, second = labeller.labels([robots, booking])
    assert "수확 로봇" in first
    assert "미용실" not in first
    assert second == "미용실 예약 로봇"


def test_words_no_document_holds_go_before_others(labeller: Labeller) -> None:
    question = "창고에서 드론으로 점검하고 온실에서 로봇으로 수확하는 곳"
    plain, missing = (labeller.labels([[gap(question, absent=words)]])[0] for words in ((), ("온실", "로봇")))
    assert plain != missing
    assert missing == "온실 · 로봇"
