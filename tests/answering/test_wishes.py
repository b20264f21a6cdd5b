"""What a person wants done with an answer is told apart from what they ask."""

from __future__ import annotations

import pytest

from assistant.answering.follow_up import understood
from assistant.answering.wishes import Wish, wish_in
from assistant.domain.answers import Language, Question, Style, Turn


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("영어로 요약해줘", Wish(style=Style.BRIEF, language=Language.ENGLISH, is_all=True)),
        ("더 보여주세요", Wish(style=Style.MORE, is_all=True)),
        ("좀 더 자세하게", Wish(style=Style.MORE, is_all=True)),
        ("짧게요", Wish(style=Style.BRIEF, is_all=True)),
        ("한 줄로 말해줘", Wish(style=Style.BRIEF, is_all=True)),
        ("표로 정리해 주세요", Wish(style=Style.TABLE, is_all=True)),
        ("as a table please", Wish(style=Style.TABLE, is_all=True)),
        ("두 번째 사례 더 알려줘", Wish(style=Style.MORE, place=2, is_all=True)),
        ("tell me more about the second case", Wish(style=Style.MORE, place=2, is_all=True)),
        ("마지막 사례 자세히", Wish(style=Style.MORE, place=-1, is_all=True)),
        ("두 번째 사례는 비용이 얼마 들었나요?", Wish(place=2)),
        ("AI 바우처 조건을 표로 정리해줘", Wish(style=Style.TABLE)),
    ],
)
def test_a_wish_is_read(text: str, wish: Wish) -> None:
    assert wish_in(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "회의록 요약 AI 써 본 회사 있나요?",
        "첫 번째 주에는 뭘 하나요?",
        "네 번째 단계는 뭔가요?",
        "더 싼 방법 있나요?",
        "영어로 계약서 쓰는 AI가 있나요?",
        "그럼 비용은요?",
        "조선내화 X선 검사 AI 결과 요약해 주세요",
    ],
)
def test_a_question_is_no_wish(text: str) -> None:
    assert wish_in(text) == Wish()


CASES = Turn(
    question="예측으로 성과를 본 식당은?", answer="에비야가 있습니다.", document_ids=("ebiya", "small-restaurant")
)


def test_a_document_of_the_last_answer_is_meant_by_its_place() -> None:
    meant = understood(Question(text="두 번째 사례는 비용이 얼마 들었나요?", history=(CASES,)))
    assert meant.within == ("small-restaurant",)
    assert "비용이 얼마" in meant.asked
    assert not meant.is_overview


def test_more_of_a_document_means_the_document_as_a_whole() -> None:
    meant = understood(Question(text="마지막 사례 더 알려줘", history=(CASES,)))
    assert (meant.within, meant.is_overview) == (("small-restaurant",), True)


def test_a_place_that_is_not_there_means_no_document() -> None:
    assert understood(Question(text="다섯 번째 사례는 비용이 얼마예요?", history=(CASES,))).within == ()


def test_a_chain_of_wishes_reads_as_the_question_they_are_about() -> None:
    history = (CASES, Turn(question="짧게요", answer="에비야가 있습니다."))
    meant = understood(Question(text="표로 보여줘", history=history))
    assert (meant.reading, meant.continued) == (CASES.question, None)
    assert meant.style is Style.TABLE


def test_the_page_can_ask_for_a_style_without_words() -> None:
    assert understood(Question(text="AI 바우처 한도는?", style=Style.BRIEF)).style is Style.BRIEF
