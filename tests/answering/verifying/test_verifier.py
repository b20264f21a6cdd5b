"""A sentence is shown when its passage says it: the same figures, names, yes and no, up and down."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.verifying.verdict import Doubt
from assistant.answering.verifying.verifier import Verifier
from assistant.domain.answers import Support
from assistant.models.embedder import load_embedder
from assistant.retrieval.wording import Wording
from assistant.settings import corpus_dir
from assistant.store.morphemes import MorphemeTokenizer
from tests.answering.passages import passage

FOUNDRY = """경북 고령의 주물 공장 다산주철은 2021년 12월에 공장 에너지 관리 시스템을 들여, \
2022년에 쇼트기 한 종류의 전력 사용을 30% 줄였습니다(출처 1).
다산주철의 도입 비용은 공개되지 않았습니다. 한국표준협회는 2023년에 다산주철이 레벨 3임을 확인했습니다.
불량률은 5%에서 2%로 낮아졌고 생산량은 늘었습니다. 직원 40명 가운데 8명이 교육을 받았습니다.
창원시는 같은 사업에 해마다 5억 원을 지원했습니다."""


@pytest.fixture(scope="module")
def verifier(models_dir: Path) -> Verifier:
    """The verifier as the product builds it."""
    wording = Wording.read(corpus_dir() / "dictionary.yml")
    return Verifier(load_embedder(None, models_dir), MorphemeTokenizer(wording.names), wording)


def _doubt(verifier: Verifier, sentence: str) -> Doubt | None:
    return verifier.check(sentence, [passage(FOUNDRY)], None).doubt


def test_a_copy_is_quoted(verifier: Verifier) -> None:
    verdict = verifier.check("다산주철의 도입 비용은 공개되지 않았습니다.", [passage(FOUNDRY)], None)
    assert verdict.support is Support.QUOTED
    marked = "다산주철의 도입 비용은 **공개되지** 않았습니다(출처 1)."
    verdict = verifier.check("다산주철의 도입 비용은 공개되지 않았습니다.", [passage(marked)], None)
    assert verdict.support is Support.QUOTED


@pytest.mark.parametrize(
    "sentence",
    [
        "다산주철은 에너지 관리 시스템을 도입한 뒤 쇼트기의 전력 사용이 30% 감소했습니다.",
        "2022년 다산주철은 쇼트기 전력 사용량을 30% 낮췄습니다.",
        "다산주철이 시스템을 도입하는 데 든 비용은 알려지지 않았습니다.",
        "다산주철의 불량률이 5%에서 2%로 떨어졌습니다.",
        "창원시가 매년 5억 원을 지원했습니다.",
        "직원 40명 중 여덟 명이 교육을 받았습니다.",
        "2023년에 한국표준협회가 다산주철을 레벨 3으로 확인했습니다.",
    ],
)
def test_other_words_for_the_same_are_checked(verifier: Verifier, sentence: str) -> None:
    assert verifier.check(sentence, [passage(FOUNDRY)], None).support is Support.CHECKED


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("다산주철은 쇼트기의 전력 사용을 50% 줄였습니다.", Doubt.NUMBER),
        ("다산주철은 쇼트기의 전력 사용을 30%포인트 줄였습니다.", Doubt.NUMBER),
        ("직원 40곳 가운데 8곳이 교육을 받았습니다.", Doubt.NUMBER),
        ("다산주철은 2024년 12월에 에너지 관리 시스템을 들였습니다.", Doubt.DATE),
        ("삼우테크는 쇼트기의 전력 사용을 30% 줄였습니다.", Doubt.NAME),
        ("조선내화는 쇼트기의 전력 사용을 30% 줄였습니다.", Doubt.NAME),
        ("2023년에 중소기업중앙회가 다산주철이 레벨 3임을 확인했습니다.", Doubt.NAME),
        ("다산주철의 도입 비용은 공개되었습니다.", Doubt.NEGATION),
        ("창원시는 같은 사업에 해마다 5억 원을 지원하지 않았습니다.", Doubt.NEGATION),
        ("다산주철은 쇼트기의 전력 사용이 30% 늘었습니다.", Doubt.DIRECTION),
        ("불량률은 2%에서 5%로 높아졌습니다.", Doubt.DIRECTION),
        ("생산량은 줄었습니다.", Doubt.DIRECTION),
        ("다산주철은 직원에게 해외 연수를 보내 주었습니다.", Doubt.MEANING),
    ],
)
def test_what_the_passage_does_not_say_is_withheld(verifier: Verifier, sentence: str, doubt: Doubt) -> None:
    assert _doubt(verifier, sentence) is doubt


def test_a_figure_from_another_place_of_the_passage_is_noticed(verifier: Verifier) -> None:
    verdict = verifier.check("다산주철은 쇼트기의 전력 사용을 5% 줄였습니다.", [passage(FOUNDRY)], None)
    assert (verdict.doubt, verdict.detail) == (Doubt.NUMBER, "5%")


def test_a_sentence_without_a_passage_is_withheld(verifier: Verifier) -> None:
    assert verifier.check("다산주철은 주물 공장입니다.", [], None).doubt is Doubt.NO_CITATION


@pytest.mark.parametrize(
    ("sentence", "is_supported"),
    [
        ("Dasan Foundry cut the power use of one machine by 30% in 2022.", True),
        ("The power use of one machine rose by 30% in 2022.", False),
        ("Windhoek Steel cut the power use of one machine by 30% in 2022.", False),
        ("Dasan Foundry cut the power use of one machine by 30% in 2024.", False),
    ],
)
def test_english_sentences_are_held_against_korean_passages(
    verifier: Verifier, sentence: str, is_supported: bool
) -> None:
    found = verifier.check(sentence, [passage(FOUNDRY, title="다산주철의 에너지 절감")], None)
    assert found.is_supported is is_supported, found


PROGRAMME = (
    "상담은 비공개가 원칙이고 답은 사흘 안에 합니다. 분석 기간은 2024년 6월부터 2025년 6월까지입니다. "
    "2020년에는 추가 예산으로 돈이 늘었는데 경쟁률은 떨어졌습니다. 사진 7,000장은 등급을 나누기에 부족했습니다. "
    "불량률을 73.28% 낮추고 시간당 생산량을 70% 늘렸습니다. 회사들은 데이터 연결이 매우 어렵다고 답했습니다."
)


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("상담 내용은 비공개가 원칙입니다.", None),
        ("상담 내용은 공개합니다.", Doubt.NEGATION),
        ("사진 7,000장은 등급을 나누기에 충분하지 않았습니다.", None),
        ("사진 7,000장은 등급을 나누기에 부족하지 않았습니다.", Doubt.NEGATION),
        ("회사들은 데이터 연결이 매우 어렵다고 답하지 않았습니다.", Doubt.NEGATION),
        ("검사를 자동화한 뒤 불량률이 73.28% 증가하고 시간당 생산량이 70% 증가했습니다.", Doubt.DIRECTION),
        ("분석 기간은 2024년 6월부터 2024년 6월까지입니다.", Doubt.DATE),
        ("2021년에는 추가 예산으로 돈이 늘었는데 경쟁률은 떨어졌습니다.", Doubt.DATE),
        ("2020년에는 추가 예산으로 돈이 늘었지만 경쟁률은 낮아졌습니다.", None),
    ],
)
def test_what_denies_turns_or_takes_the_place_of_something_is_noticed(
    verifier: Verifier, sentence: str, doubt: Doubt | None
) -> None:
    found = verifier.check(sentence, [passage(PROGRAMME, title="지원 사업 2020~2021년")], None)
    assert found.doubt is doubt, found.detail
