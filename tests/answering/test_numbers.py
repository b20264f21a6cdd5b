"""Numbers are compared by value, not by spelling."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answering.numbers import numbers_in, unsupported_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("불량률이 27 %에서 0.45 %로 줄었습니다.", {27, Decimal("0.45")}),
        ("최대 1억 2,000만 원", {120_000_000}),
        ("매출 1,870억 원, 직원 42명", {187_000_000_000, 42}),
        ("up to 200 million KRW in 2026", {200_000_000, 2026}),
        ("２０２５년 5천여 명", {2025, 5000}),
        ("10~100개사", {10, 100}),
        ("숫자가 없습니다.", set()),
    ],
)
def test_the_value_of_each_number_is_read(text: str, values: set[Decimal]) -> None:
    assert numbers_in(text) == {Decimal(value) for value in values}


def test_a_scaled_amount_equals_the_amount_written_out() -> None:
    assert not unsupported_numbers("최대 2억 원", "상한은 200,000,000원이다")


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("최대 3억 원을 받습니다.", "최대 2억 원을 받습니다."),
        ("최대 2천만 원을 받습니다.", "최대 2억 원을 받습니다."),
        ("불량률이 4.5 %로 줄었습니다.", "불량률이 0.45 %로 줄었습니다."),
        ("2026년에 시행됩니다.", "2025년에 시행됩니다."),
    ],
)
def test_a_changed_number_is_noticed(sentence: str, passage: str) -> None:
    assert unsupported_numbers(sentence, passage)
