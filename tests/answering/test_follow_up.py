"""A follow-up gets its subject back; a new question is left alone."""

from __future__ import annotations

import pytest

from assistant.answering.follow_up import stand_alone
from assistant.domain.answers import Question, Turn

HISTORY = (Turn(question="AI 바우처는 어떤 사업인가요?", answer="…"),)


@pytest.mark.parametrize(
    "text", ["그럼 비용은요?", "얼마까지 지원해요?", "신청 방법은?", "두 번째 사례를 더 알려줘", "what about the cost?"]
)
def test_a_leaning_question_is_preceded_by_its_topic(text: str) -> None:
    assert stand_alone(Question(text=text, history=HISTORY)) == f"AI 바우처는 어떤 사업인가요? {text}"


@pytest.mark.parametrize("text", ["스마트상점 지원금 한도를 알려주세요", "조선내화는 비전검사로 무엇을 얻었나요?"])
def test_a_new_question_is_left_alone(text: str) -> None:
    assert stand_alone(Question(text=text, history=HISTORY)) == text


def test_without_a_conversation_nothing_is_added() -> None:
    assert stand_alone(Question(text="비용은요?")) == "비용은요?"


def test_a_chain_of_follow_ups_reaches_back_to_the_subject() -> None:
    history = (*HISTORY, Turn(question="그럼 자부담은요?"))
    assert stand_alone(Question(text="언제 신청해요?", history=history)).startswith("AI 바우처는")
