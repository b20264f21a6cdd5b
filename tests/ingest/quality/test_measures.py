"""Each measure of quality, on texts one can check by hand."""

from __future__ import annotations

import pytest

from ingest.quality.digits import missing_digits
from ingest.quality.letters import broken_letters, lost_letters
from ingest.quality.repeats import repeated_lines
from ingest.quality.spacing import glued_letters, scattered_letters
from ingest.quality.tables import lost_rows
from ingest.readers.protocol import Block, BlockKind

SENTENCE = "가온프레스는 2025년에 카메라로 용접 불량을 찾기 시작했고, 불량률이 4.2%에서 1.1%로 줄었습니다."


@pytest.mark.parametrize(
    "broken",
    [
        SENTENCE.encode("cp949").decode("latin-1"),
        SENTENCE.encode("cp949").decode("cp1252", "replace"),
        SENTENCE.encode("utf-8").decode("latin-1"),
        SENTENCE.encode("utf-8").decode("cp949", "replace"),
    ],
    ids=["cp949 as latin-1", "cp949 as windows-1252", "utf-8 as latin-1", "utf-8 as cp949"],
)
def test_text_in_a_wrong_encoding_is_broken(broken: str) -> None:
    assert broken_letters(SENTENCE) == 0
    assert broken_letters(broken) > 0.3


def test_letters_of_other_languages_are_not_broken() -> None:
    assert broken_letters("Café «Zürich», niño, façade: 25 °C ± 1") == 0
    assert broken_letters("삼성·LG는 '기본(基本)'과 美 시장을 봅니다.") == 0


def test_single_jamo_are_broken() -> None:
    assert broken_letters("불량ㄹㅠㅇ") == pytest.approx(3 / 5)


def test_letters_without_a_meaning_are_lost() -> None:
    assert lost_letters("가나다\ue001\ufffd") == pytest.approx(2 / 5)
    assert lost_letters(SENTENCE) == 0


def test_words_without_spaces_are_glued() -> None:
    assert glued_letters(SENTENCE) == 0
    assert glued_letters(SENTENCE.replace(" ", "")) > 0.6
    assert glued_letters("제조·물류·유통·금융·의료·교육·공공·농업·수산업") == 0


def test_letters_set_apart_are_scattered() -> None:
    assert scattered_letters("인 공 지 능 도입") == pytest.approx(4 / 6)
    assert scattered_letters("그 한 수 뒤") == 1
    assert scattered_letters(SENTENCE) == 0


def test_numbers_that_lost_their_digits_are_counted() -> None:
    lost = "  년에는   %에서  %로 줄고, 비용은  원이었습니다. " * 30
    assert missing_digits(lost + "2024년 30%") == pytest.approx(120 / 122)
    assert missing_digits("몇 년 뒤에 몇 %가 될지 모릅니다.") == 0
    assert missing_digits("1,300만 원, 2억 원, 5,000원, 2026년 1월, 월 40시간, 만 원 단위") == 0


def test_rows_that_do_not_fit_are_lost() -> None:
    fitting = Block(BlockKind.TABLE, "| 항목 | 값 |\n| --- | --- |\n| 가 | 1 |\n| 나 | 2 |")
    overflowing = Block(BlockKind.TABLE, "| 항목 | 값 |  |\n| --- | --- | --- |\n| 가 | 1 | 9 |\n| 나 | 2 |  |")
    flattened = Block(BlockKind.PARAGRAPH, "\n".join(["2023 4.2 1.1 3,500 12%"] * 3))
    unruled = Block(BlockKind.PARAGRAPH, "| 가 | 1 |\n| 나 | 2 |\n| 다 | 3 |")
    assert lost_rows([fitting]) == 0
    assert lost_rows([overflowing]) == 0.5
    assert lost_rows([flattened]) == 1
    assert lost_rows([fitting, unruled]) == 0.6
    assert lost_rows([Block(BlockKind.PARAGRAPH, "<|im_start|>system <|im_end|>")]) == 0
    assert lost_rows([Block(BlockKind.PARAGRAPH, SENTENCE)]) == 0


def test_lines_that_stood_before_are_repeated() -> None:
    page = [Block(BlockKind.PARAGRAPH, SENTENCE)]
    other = [Block(BlockKind.PARAGRAPH, "전혀 다른 문장이 여기에 있습니다.\n해당 없음\n해당 없음")]
    assert list(repeated_lines([page, other, page])) == [0, 0, 1]
