"""A question that begins with a name nobody wrote about is told apart."""

from __future__ import annotations

import pytest

from assistant.retrieval.subject import holds_name, lacks_its_subject, leading_name
from assistant.store.morphemes import MorphemeTokenizer

TOKENIZER = MorphemeTokenizer(("고원금속", "AI 바우처"))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("쿠팡은 재고를 어떻게 줄였나요?", "쿠팡"),
        ("동명열처리 실증 보고서에서 전력이 몇 % 줄었나요?", "동명열처리"),
        ("고원금속 대표님도 처음엔 못 믿었다던데요?", "고원금속"),
        ("AI 바우처는 얼마까지 지원하나요?", "ai바우처"),
        ("런던에 있는 빵집은 무엇을 예측했나요?", None),
        ("비전 검사로 불량을 줄인 공장이 있나요?", None),
        ("우리 회사도 쿠팡처럼 할 수 있나요?", None),
        ("How did Coupang do it?", None),
    ],
)
def test_only_a_name_at_the_very_beginning_counts(question: str, name: str | None) -> None:
    assert leading_name(question, TOKENIZER) == name


def test_a_name_that_some_text_holds_is_not_lacking() -> None:
    texts = ["경기도 화성의 고원 금속은 고장을 미리 알아냈습니다."]
    assert not lacks_its_subject("고원금속은 어떤 회사인가요?", texts, TOKENIZER)
    assert lacks_its_subject("쿠팡은 재고를 어떻게 줄였나요?", texts, TOKENIZER)


def test_a_name_in_what_somebody_tells_of_himself_may_be_missing() -> None:
    texts = ["원단마다 정상 사진과 불량 사진을 모아 학습시켰습니다."]
    assert not lacks_its_subject("필라테스 학원 해요. 상담 기록으로 챗봇을 만들어도 되나요?", texts, TOKENIZER)
    assert lacks_its_subject("동명열처리 실증에서 전력이 줄었나요? 근거도 알려 주세요.", texts, TOKENIZER)


@pytest.mark.parametrize(
    ("name", "is_held"),
    [("드라이브쓰루", True), ("드라이브스루", True), ("달굼열처리", True), ("동명열처리", False), ("쿠팡", False)],
)
def test_a_long_name_may_end_otherwise(name: str, is_held: bool) -> None:
    assert holds_name("드라이브 스루 매장과 달굼열처리(가상 기업)의 기록입니다.", name) is is_held
