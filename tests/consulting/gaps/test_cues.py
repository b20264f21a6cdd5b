"""What a question says of its company and of what it wants."""

from __future__ import annotations

import pytest

from assistant.consulting.gaps.aspects import ASKED, HELD, Aspect
from assistant.consulting.gaps.cues import Cues, cue_words
from assistant.domain.vocabulary import SECTORS, STAGES
from assistant.retrieval.wording import Dictionary, Wording

DICTIONARY = Dictionary(
    spellings={"스마트팜": ("스마트 팜",)}, synonyms=(("주조", "쇳물 붓기"),), translations={"bakery, baker": ("빵집",)}
)


@pytest.fixture(scope="module")
def cues() -> Cues:
    return Cues(Wording(DICTIONARY))


def test_every_word_of_the_lists_belongs_to_the_vocabulary() -> None:
    words = cue_words()
    assert set(words.sectors) == set(SECTORS) - {"all"}
    assert set(words.broad_sectors) <= set(words.sectors)
    assert set(words.stages) == set(STAGES)
    assert set(words.aspects) == set(ASKED) == set(HELD) == set(Aspect)


@pytest.mark.parametrize(
    ("question", "sector"),
    [
        ("딸기 온실에서 수확 로봇을 쓰면 인건비가 줄까요?", "agriculture"),
        ("미용실에서 AI로 예약을 받을 수 있나요?", "services"),
        ("조선소 블록 용접을 로봇으로 한 사례", "manufacturing"),
        ("우리 공장 전력 요금을 줄인 사례", "manufacturing"),
        ("식품 공장 이물 검사", "food"),
        ("스마트 팜에서 쓰는 AI", "agriculture"),
        ("쇳물 붓기를 AI로 하는 곳", "manufacturing"),
        ("What can a bakery do with AI?", "restaurants"),
        ("쇼핑몰 배송 안내 챗봇", "retail"),
        ("AI로 무엇을 할 수 있나요?", None),
        ("전문가를 찾는 방법", None),
    ],
)
def test_the_sector_is_told_by_the_word_that_stands_first(cues: Cues, question: str, sector: str | None) -> None:
    assert cues.sector(question) == sector


@pytest.mark.parametrize(
    ("question", "stage"),
    [
        ("용접 로봇을 도입하려면 뭐부터 해야 하나요?", "design"),
        ("PoC 기간은 얼마나 잡나요?", "verification"),
        ("현장 실증에서 무엇을 쟀나요?", "field_pilot"),
        ("다른 공장으로 넓힐 때 조심할 점", "roll_out"),
        ("보철 설계 AI의 정확도", None),
    ],
)
def test_the_stage_is_told_by_words_of_adoption(cues: Cues, question: str, stage: str | None) -> None:
    assert cues.stage(question) == stage


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        ("수확 로봇 한 대 가격이 얼마예요?", {Aspect.COST}),
        ("불량이 얼마나 줄어요?", {Aspect.RESULTS}),
        ("어떤 순서로 진행하나요?", {Aspect.STEPS}),
        ("PC방 좌석 예측 AI 있나요?", {Aspect.EXAMPLES}),
        ("AI 바우처 지원 금액과 비용 한도", {Aspect.SUPPORT}),
        ("AI를 쓰는 회사가 몇 %였나요?", {Aspect.FIGURES}),
        ("쓰는 방법", {Aspect.METHOD}),
        ("과태료를 물 수도 있나요?", {Aspect.RULES}),
        ("How much does it cost?", {Aspect.COST}),
    ],
)
def test_what_is_asked_for_is_told_by_words(cues: Cues, question: str, aspects: set[Aspect]) -> None:
    assert set(cues.aspects(question)) == aspects
