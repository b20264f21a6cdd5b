"""Kinds of figures a question asks for, and texts that hold none of them."""

from __future__ import annotations

import pytest

from assistant.retrieval.asked_for import kinds_not_held, lacks_what_is_asked

TEXTS = [
    "스마트슈퍼 1호점은 84일 동안 매출이 29.0% 늘었습니다. 지원데스크는 평일에 답합니다.",
    "대표는 직원 12명과 검사기 두 대로 시작했습니다. 문의: 02-1234-5678",
]


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("2호점은 몇 평짜리 가게였어요?", True),
        ("몇 톤이나 실었나요?", True),
        ("매출이 몇 퍼센트 늘었어요?", False),
        ("매출이 몇 프로 늘었대요", False),
        ("직원이 몇 명인가요?", False),
        ("검사기는 몇 대였나요?", False),
        ("며칠이나 걸렸나요?", False),
        ("지원데스크 전화번호 좀요", False),
        ("이메일은 뭐예요?", True),
        ("새 대표이사 이름이 뭔가요", True),
        ("비용은 얼마인가요?", False),
        ("주가 전망 알려 주세요", True),
        ("어떻게 시작하나요?", False),
        ("점주가 혼자 자동발주가 되는지 봐도 되나요?", False),
        ("고객 전화번호를 지우지 않고 학습시켜도 되나요?", False),
        ("직원이 이메일 초안만 AI로 써도 되나요?", False),
        ("처음 몇 주는 사람과 어떻게 견주나요?", False),
    ],
)
def test_only_a_kind_that_is_nowhere_is_lacking(question: str, lacks: bool) -> None:
    assert lacks_what_is_asked(question, TEXTS) is lacks


def test_a_name_with_its_office_is_one() -> None:
    assert not lacks_what_is_asked("대표 성함이 어떻게 되나요?", ["김가온 대표는 2021년에 시작했습니다."])


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("비용은 얼마이고 얼마나 걸렸나요?", ["amount"]),
        ("얼마나 걸렸나요?", []),
        ("몇 명이 했고 사진은 몇 장이었나요?", ["count"]),
        ("정확도는 몇 프로고 담당자 이름은 뭔가요?", ["percentage", "person"]),
        ("왜 그만두었나요?", []),
        ("그럼 비용은요?", ["amount"]),
        ("열 곳 중 몇 곳이 쓰나요?", []),
    ],
)
def test_each_kind_that_is_nowhere_is_told(question: str, lacking: list[str]) -> None:
    texts = ["2024년 3월부터 석 달 동안 직원 네 명이 시험했습니다."]
    assert [kind.name for kind in kinds_not_held(question, texts)] == lacking


@pytest.mark.parametrize(
    ("text", "holds"),
    [("2026년 2월 14일에 시작했습니다.", False), ("열두 주 동안 했습니다.", True), ("3년과 6개월입니다.", True)],
)
def test_a_date_is_no_duration(text: str, holds: bool) -> None:
    assert bool(kinds_not_held("그럼 기간은요?", [text])) is not holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("2022-11-11에 표를 샀습니다.", False),
        ("2022년 11월 11일에 두 번째로 90일 안에 청구했습니다.", False),
        ("모두 812.02캐나다달러입니다.", True),
        ("10-20만 원입니다.", True),
        ("값은 3,000.", True),
        ("무료로 나누어 줍니다.", True),
    ],
)
def test_a_date_is_no_amount(text: str, holds: bool) -> None:
    assert bool(kinds_not_held("표값이 얼마였어요?", [text])) is not holds


def test_a_count_is_told_in_the_words_of_the_question() -> None:
    assert [kind.words for kind in kinds_not_held("가게가 몇 평이었어요?", [""])] == ["몇 평"]
