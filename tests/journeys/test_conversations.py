"""A second question of a conversation: what goes on keeps its subject, what is new is not answered from the first."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Advisor
from assistant.domain.answers import Answer, Question, Status, Turn
from tests.journeys.advisors import SME

FIRST = "모팻이라는 승객이 챗봇 말을 믿고 표를 산 사건이 뭐예요?"


@pytest.fixture(scope="module")
def turn(corpus_advisor: Advisor) -> Turn:
    """A first question with its answer."""
    answer = corpus_advisor.questions.ask(SME, Question(text=FIRST))
    assert answer.citations[0].metadata.id == "air-canada-chatbot-ruling"
    return Turn(question=FIRST, answer=answer.text, document_ids=(answer.citations[0].metadata.id,))


def _next(advisor: Advisor, turn: Turn, text: str) -> Answer:
    return advisor.questions.ask(SME, Question(text=text, history=(turn,)))


@pytest.mark.parametrize("text", ["손님이 처음에 달라고 한 돈은 얼마였는데요?", "그럼 법원은 뭐라고 했나요?"])
def test_what_goes_on_keeps_its_subject(corpus_advisor: Advisor, turn: Turn, text: str) -> None:
    answer = _next(corpus_advisor, turn, text)
    assert "air-canada-chatbot-ruling" in {citation.metadata.id for citation in answer.citations}


@pytest.mark.parametrize(
    "text", ["우리 공장 용접 로봇 임대료는 얼마인가요?", "로또 번호 추천해 줘", "운전면허 갱신하려면?"]
)
def test_what_is_new_is_not_answered_from_the_first(corpus_advisor: Advisor, turn: Turn, text: str) -> None:
    answer = _next(corpus_advisor, turn, text)
    assert "air-canada-chatbot-ruling" not in {citation.metadata.id for citation in answer.citations}
    assert text.startswith("우리") or answer.status in (Status.NO_SOURCE, Status.OUT_OF_SCOPE)


def test_what_is_new_is_answered_from_its_own_document(corpus_advisor: Advisor, turn: Turn) -> None:
    answer = _next(corpus_advisor, turn, "AI 바우처는 얼마까지 지원하나요?")
    assert "ai-voucher" in {citation.metadata.id for citation in answer.citations}
