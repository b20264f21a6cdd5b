"""Numbers are compared by value and unit, not by spelling."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.answering.verifying.quantities import (
    figures_in,
    stated_by_passage,
    unsupported_dates_of,
    unsupported_quantities,
)


def _unsupported(sentence: str, passage: str) -> list[str]:
    stated, known = figures_in(sentence), stated_by_passage(passage)
    return [*unsupported_quantities(stated, known), *unsupported_dates_of(stated, known)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("불량률이 27 %에서 0.45 %로 줄었습니다.", {27, Fraction("0.45")}),
        ("최대 1억 2,000만 원", {120_000_000}),
        ("매출 1,870억 원, 직원 42명", {187_000_000_000, 42}),
        ("up to 200 million KRW", {200_000_000}),
        ("５천여 명", {5000}),
        ("10~100개사", {10, 100}),
        ("2~3억 원", {200_000_000, 300_000_000}),
        ("스무 곳과 열네 대", {20, 14}),
        ("숫자가 없습니다.", set()),
    ],
)
def test_the_value_of_each_number_is_read(text: str, numbers: set[Fraction]) -> None:
    assert {quantity.number for quantity in figures_in(text).quantities} == {Fraction(number) for number in numbers}


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("최대 2억 원", "상한은 200,000,000원이다"),
        ("3곳에서 시험했습니다.", "세 회사가 시험했습니다."),
        ("생산량이 2배가 되었습니다.", "생산량이 두 배로 늘었습니다."),
        ("비용의 50%를 지원합니다.", "비용의 절반을 지원합니다."),
        ("회수에 40개월이 걸립니다.", "회수에 3년 4개월이 걸립니다."),
        ("3년이 넘게 걸립니다.", "회수에 3년 4개월이 걸립니다."),
        ("24개월 동안", "2년 동안"),
        ("3~5%", "3%에서 5%까지"),
        ("기업 20곳이 참여했습니다.", "20개 기업이 참여했습니다."),
        ("폐기율이 1.3%p 줄었습니다.", "폐기율이 1.3%포인트 줄었습니다."),
        ("The fine is at most 30 million won.", "과태료는 최대 3,000만 원입니다."),
        ("It cost more than 600,000 dollars.", "60만 달러가 넘는 돈이 들었습니다."),
        ("A million users", "이용자 100만 명"),
        ("연 400만 원을 아낍니다.", "한 해 400만 원입니다."),
        ("주문 5건에 1건꼴", "주문 다섯 건에 한 건꼴"),
        ("불량품 50개 중 1개", "불량품 쉰 개 가운데 하나"),
        ("경쟁률은 10.2 대 1", "경쟁률이 10.2 대 1이었습니다."),
        ("11만 4천 건", "114,000건"),
    ],
)
def test_the_same_amount_in_other_words_is_supported(sentence: str, passage: str) -> None:
    assert _unsupported(sentence, passage) == []


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("최대 3억 원을 받습니다.", "최대 2억 원을 받습니다."),
        ("최대 2천만 원을 받습니다.", "최대 2억 원을 받습니다."),
        ("불량률이 4.5 %로 줄었습니다.", "불량률이 0.45 %로 줄었습니다."),
        ("60만 원이 들었습니다.", "60만 달러가 들었습니다."),
        ("폐기율이 1.3% 줄었습니다.", "폐기율이 1.3%포인트 줄었습니다."),
        ("회수에 17년이 걸립니다.", "회수에 17개월이 걸립니다."),
        ("20명이 실증을 마쳤습니다.", "20곳이 실증을 마쳤습니다."),
        ("여섯 가지를 채웠습니다.", "네 가지를 채웠습니다."),
        ("생산량이 세 배가 되었습니다.", "생산량이 두 배가 되었습니다."),
        ("시간이 4분의 1로 줄었습니다.", "시간이 3분의 1로 줄었습니다."),
        ("비용의 절반을 냅니다.", "비용의 40%를 냅니다."),
        ("It fell to 0.5 hours.", "0.5분으로 줄었습니다."),
    ],
)
def test_another_number_or_unit_is_noticed(sentence: str, passage: str) -> None:
    assert _unsupported(sentence, passage)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("2025년 11월 25일에 열렸습니다.", "2025. 11. 25.에 열렸습니다."),
        ("It opened on November 25, 2025.", "2025년 11월 25일에 열렸습니다."),
        ("It opened in 2025.", "2025년 11월 25일에 열렸습니다."),
        ("2025년 9월 18일까지 받았습니다.", "2025년 8월 28일부터 9월 18일까지 받았습니다."),
        ("2021년에 조사했습니다.", "2020/21년에 조사했습니다."),
        ("2014년에서 2016년 사이", "2014~2016년의 조건"),
        ("25일에 열렸습니다.", "2025년 11월 25일에 열렸습니다."),
    ],
)
def test_a_date_may_be_written_in_many_ways(sentence: str, passage: str) -> None:
    assert _unsupported(sentence, passage) == []


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("2026년에 시행됩니다.", "2025년에 시행됩니다."),
        ("2025년 8월에 열렸습니다.", "2025년 11월과 2024년 8월에 열렸습니다."),
        ("2025년 11월 8일에 열렸습니다.", "2025년 11월 25일에 열렸습니다."),
        ("It opened in June 2025.", "It opened in July 2025."),
        ("3월에 모집합니다.", "3개월 동안 모집합니다."),
    ],
)
def test_another_date_is_noticed(sentence: str, passage: str) -> None:
    assert _unsupported(sentence, passage)


def test_numbers_of_sources_are_no_figures() -> None:
    assert figures_in("도입했습니다(출처 3, 4).").quantities == ()
