"""Which sentences of a passage can stand in an answer, and how they read there."""

from __future__ import annotations

from assistant.answering.quotable import Shape, quotable_sentences
from tests.answering.passages import passage


def test_each_sentence_keeps_the_place_it_was_copied_from() -> None:
    text = "- **진단**: 공정과 데이터를 살펴봅니다(출처 1, 2).\n센터는 2025년 11월 25일에 출범했습니다(출처 1)."
    found = quotable_sentences([passage(text)])
    assert [item.text for item in found] == [
        "진단: 공정과 데이터를 살펴봅니다.",
        "센터는 2025년 11월 25일에 출범했습니다.",
    ]
    assert all(item.quote in text for item in found)


def test_a_table_row_is_read_with_its_column_names() -> None:
    text = "| 연도 | 한도 | 자부담 | 비고 | 출처 |\n|---|---|---|---|---|\n| 2026년 | 2억 원 | 20 % | - | 3 |"
    (row,) = quotable_sentences([passage(text)])
    assert row.text == "2026년 · 한도: 2억 원, 자부담: 20 %"
    assert row.quote in text


def test_addresses_and_scraps_are_left_out() -> None:
    text = "1. 신문사, 「기사 제목」, 2025-11-25, https://example.org/a\n끝."
    assert quotable_sentences([passage(text)]) == []


def test_a_list_and_the_sentence_that_introduces_it_belong_together_over_chunks() -> None:
    first = passage(
        "센터는 연중 상담을 받습니다. 단계마다 하는 일은 다음과 같습니다.\n1. 진단: 공정을 살펴봅니다.", ordinal=1
    )
    second = passage("2. 로드맵: 할 일의 순서를 정리해 줍니다.\n신청은 전화로도 할 수 있습니다.", ordinal=2)
    found = quotable_sentences([second, first])
    assert [item.text[:4] for item in found] == ["센터는 ", "단계마다", "진단: ", "로드맵:", "신청은 "]
    assert [item.list_id is not None for item in found] == [False, True, True, True, False]
    assert found[1].introduces_list
    assert not found[2].introduces_list
    assert [item.number for item in found] == [2, 2, 2, 1, 1]


def test_a_label_without_an_ending_is_a_fragment() -> None:
    (label,) = quotable_sentences([passage("우리 회사 생성형 AI 사용 규칙")])
    assert label.shape is Shape.FRAGMENT


def test_a_sentence_that_leans_on_the_one_before_is_marked() -> None:
    found = quotable_sentences([passage("센터는 서울시가 운영하고 있습니다. 이는 기업에 큰 도움이 됩니다.")])
    assert [item.leans_on_before for item in found] == [False, True]
