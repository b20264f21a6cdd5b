"""Staff write down what people ask about a document: what it answers is found, what it does not is not made up."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from assistant.bootstrap import Advisor
from assistant.domain.access import Person
from assistant.domain.answers import Question, Status
from assistant.errors import NotAllowed, WrongUse
from tests.journeys.advisors import SME, advisor_with

STAFF = Person.parse("staff")
PILOT = """---
id: daon
title: 다온도금 니켈 농도 예측 시범사업
kind: pilot
date: 2026-05-01
sector: [manufacturing]
also_asked:
  - 도금집인데 약품 맞추는 걸 기계가 대신해 준 데가 있나요?
  - 다온도금은 불량을 얼마나 줄였나요?
  - 약 타는 일을 컴퓨터가 알려 주는 공장 이야기 있어요?
  - 다온도금 시범사업은 얼마나 걸렸나요?
  - 다온도금 불량률 몇 퍼센트
not_answered:
  - 다온도금이 쓴 센서는 어느 회사 제품인가요?
  - 다온도금 센서 값은 얼마예요?
audience: public
provenance: public
---

# 다온도금 니켈 농도 예측 시범사업

다온도금은 니켈 농도를 센서로 재어 보충 시점을 예측했습니다. 불량률은 여덟 주 뒤 5.4%에서 2.1%로 줄었습니다.

센서는 도금조마다 하나씩 달았습니다. 값은 십 분마다 적었습니다.
"""
OTHER = """# 식당 주문 예측

점심 손님 수를 날씨로 예측해 버리는 음식을 줄인 식당의 이야기입니다. 남는 반찬이 40% 줄었습니다.
"""


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """A library of two documents, one of which names questions."""
    folder = tmp_path_factory.mktemp("library")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "daon.md").write_text(PILOT, "utf-8")
    (documents / "lunch.md").write_text(OTHER, "utf-8")
    with advisor_with(folder / "data", documents) as opened:
        yield opened


def test_a_question_in_other_words_finds_the_document_that_answers_it(advisor: Advisor) -> None:
    findings = advisor.questions.search(SME, "도금집에서 약품 맞추는 일을 기계가 대신한 곳 있어요?")
    best = findings.passages[0]
    assert best.chunk.document_id == "daon"
    assert best.parts["asked"] > 0.5
    assert best.score > best.parts["dense_weight"] * best.parts["dense_scaled"]


def test_what_the_document_says_is_answered(advisor: Advisor) -> None:
    answer = advisor.questions.ask(SME, Question(text="다온도금은 불량을 얼마나 줄였어요?"))
    assert answer.status is Status.ANSWERED
    assert "2.1%" in answer.text


def test_what_it_is_known_not_to_say_is_not_answered_with_a_sentence_nearby(advisor: Advisor) -> None:
    answer = advisor.questions.ask(SME, Question(text="다온도금에서 쓴 센서는 어느 회사 거예요?"))
    assert answer.status is Status.NO_SOURCE
    assert not answer.citations
    assert answer.nearest[0].metadata.id == "daon"


def test_staff_note_a_question_with_the_document_that_answers_it(advisor: Advisor) -> None:
    asked = "점심때 사람 몇 올지 맞혀서 잔반 덜 나온 데요"
    before = advisor.questions.search(SME, asked).passages[0]
    made = advisor.changes.note_question(STAFF, "김담당", "lunch", f"  {asked} ", is_answered=True)
    assert made.metadata.also_asked == (asked,)
    found = advisor.questions.search(SME, asked).passages[0]
    assert found.chunk.document_id == "lunch"
    assert found.parts["asked"] > before.parts.get("asked", 0.0)
    event = advisor.changes.history(STAFF, "lunch")[0]
    assert (event.by, asked in event.why) == ("김담당", True)
    with pytest.raises(WrongUse, match="이미"):
        advisor.changes.note_question(STAFF, "김담당", "lunch", asked, is_answered=True)


def test_a_question_noted_as_open_is_no_longer_answered_with_a_sentence_nearby(advisor: Advisor) -> None:
    asked = "다온도금은 직원이 몇 명인가요?"
    advisor.changes.note_question(STAFF, "김담당", "daon", asked, is_answered=False)
    assert advisor.questions.ask(SME, Question(text=asked)).status is Status.NO_SOURCE
    assert _is_soon_a_gap(advisor, asked)
    moved = advisor.changes.note_question(STAFF, "김담당", "daon", asked, is_answered=True)
    assert asked in moved.metadata.also_asked
    assert asked not in moved.metadata.not_answered
    assert asked not in _gaps(advisor)


def test_only_staff_note_questions_and_only_readable_ones(advisor: Advisor) -> None:
    with pytest.raises(NotAllowed):
        advisor.changes.note_question(SME, "손님", "daon", "누가 했나요?", is_answered=True)
    for text in (" ", "가" * 301):
        with pytest.raises(WrongUse):
            advisor.changes.note_question(STAFF, "김담당", "daon", text, is_answered=True)


def _is_soon_a_gap(advisor: Advisor, asked: str) -> bool:
    """Answers are kept beside the answering."""
    for _ in range(100):
        if asked in _gaps(advisor):
            return True
        time.sleep(0.1)
    return False


def _gaps(advisor: Advisor) -> set[str]:
    return {question.text for group in advisor.gaps.overview(STAFF).groups for question in group.questions}
