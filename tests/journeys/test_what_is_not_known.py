"""A question whose answer a document says to be unknown begins with the document's own words for it."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Advisor
from assistant.domain.answers import Question, Status
from tests.journeys.advisors import SME


@pytest.mark.parametrize(
    ("text", "document_id", "thing"),
    [
        (
            "씨디알아이가 성분 표기 검수 AI를 갖추는 데 몇 달이 걸렸고 비용은 어느 정도였습니까?",
            "cdri-cosmetics-label-check",
            "도입 비용",
        ),
        (
            "E건설이 출입구 키오스크를 들인 뒤 실제 재해가 전보다 몇 건 줄었습니까? 사고 건수로 필요합니다.",
            "large-builder-safety-kiosk",
            "사고 건수",
        ),
    ],
)
def test_the_statement_leads_and_is_cited(corpus_advisor: Advisor, text: str, document_id: str, thing: str) -> None:
    answer = corpus_advisor.questions.ask(SME, Question(text=text))
    first = answer.sentences[0]
    assert answer.status is Status.ANSWERED_PARTLY
    assert thing in first.text
    assert "자료에" in first.text
    assert answer.citations[first.citations[0] - 1].metadata.id == document_id
    assert len({sentence.text for sentence in answer.sentences}) == len(answer.sentences)


@pytest.mark.parametrize(
    "text", ["씨디알아이는 성분 표기 검수가 얼마나 빨라졌나요?", "AI 바우처는 2021년에 얼마까지 지원했나요?"]
)
def test_what_is_known_is_answered_first(corpus_advisor: Advisor, text: str) -> None:
    answer = corpus_advisor.questions.ask(SME, Question(text=text))
    assert "못했습니다" not in answer.sentences[0].text
    assert answer.status is Status.ANSWERED
