"""A follow-up gets its subject back; a new question is left alone."""

from __future__ import annotations

import pytest

from assistant.answering.follow_up import stand_alone, understood
from assistant.domain.answers import Question, Turn

HISTORY = (Turn(question="AI 바우처는 어떤 사업인가요?", answer="…"),)


@pytest.mark.parametrize(
    "text",
    [
        "그럼 비용은요?",
        "얼마까지 지원해요?",
        "신청 방법은?",
        "what about the cost?",
        "정확도는요?",
        "할인 행사 하는 주에도 그 정도로 맞았나요?",
    ],
)
def test_a_leaning_question_is_preceded_by_its_topic(text: str) -> None:
    assert stand_alone(Question(text=text, history=HISTORY)) == f"AI 바우처는 어떤 사업인가요? {text}"


@pytest.mark.parametrize("text", ["스마트상점 지원금 한도를 알려주세요", "조선내화는 비전검사로 무엇을 얻었나요?"])
def test_a_new_question_is_left_alone(text: str) -> None:
    assert stand_alone(Question(text=text, history=HISTORY)) == text


def test_a_word_that_points_back_makes_a_question_a_follow_up() -> None:
    meant = understood(Question(text="대구는 거기서 뭘 해 준대요?", history=HISTORY))
    assert meant.leans
    assert meant.continued is None
    assert meant.reading.startswith("AI 바우처는")


def test_a_long_question_is_read_alone_only() -> None:
    text = "밤에 사람 없이 돌리는 동네 수퍼는 소주나 담배 사러 오면 그때는 어떻게 되는 건가요?"
    meant = understood(Question(text=text, history=HISTORY))
    assert (meant.reading, meant.continued) == (text, None)
    shorter = "동네 수퍼는 소주나 담배를 어떻게 파나요?"
    meant = understood(Question(text=shorter, history=HISTORY))
    assert (meant.reading, meant.continued) == (shorter, f"AI 바우처는 어떤 사업인가요? {shorter}")


def test_without_a_conversation_nothing_is_added() -> None:
    assert stand_alone(Question(text="비용은요?")) == "비용은요?"


def test_a_chain_of_follow_ups_reaches_back_to_the_subject() -> None:
    history = (*HISTORY, Turn(question="그럼 자부담은요?"))
    assert stand_alone(Question(text="언제 신청해요?", history=history)).startswith("AI 바우처는")


def test_a_question_that_points_at_the_answer_takes_what_the_answer_named() -> None:
    history = (
        Turn(
            question="대표도 같이 배우는 데는 없나요?", answer="AI 특화 공동훈련센터가 있습니다. 2026년에 시작합니다."
        ),
    )
    asked = stand_alone(Question(text="거기는 전국에 몇 군데예요?", history=history))
    assert "AI 특화 공동훈련센터가 있습니다." in asked
    assert "2026년에 시작합니다." not in asked


def test_a_pronoun_within_a_long_english_question_does_not_make_it_a_follow_up() -> None:
    text = "Is there anything the company did right when it decided to stop?"
    assert understood(Question(text=text, history=HISTORY)).reading == text
    assert understood(Question(text="How long did it take?", history=HISTORY)).leans


def test_a_short_question_for_an_aspect_is_told_from_one_that_may_go_on() -> None:
    assert understood(Question(text="언제 신청해요?", history=HISTORY)).is_short
    assert not understood(Question(text="누가 벌써 붙여넣었으면 어떡하죠", history=HISTORY)).is_short
