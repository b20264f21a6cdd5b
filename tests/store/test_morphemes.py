"""Text as search terms."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.store.morphemes import MorphemeTokenizer
from tests.store.samples import TOKENIZER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("공장에서 불량률이 줄었습니다", ("공장", "불량", "불량률", "줄")),
        ("RPA와 ＣｈａｔGPT-4", ("rpa", "chatgpt", "4")),
        ("1,200만 원, 2024-1234호", ("1200", "만", "2024-1234")),
        ("中小企業", ("中小企業",)),
        ("그리고 또는 …?! 😀", ()),
        ("", ()),
    ],
)
def test_content_morphemes(text: str, expected: tuple[str, ...]) -> None:
    assert TOKENIZER.terms(text).morphemes == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AI 공장에서 5G 값", ("공장",)),
        ("불량률이 줄었습니다", ("불량", "량률")),
        ("😀😀 품질검사를", ("품질", "질검", "검사")),
    ],
)
def test_letter_pairs_within_content_words(text: str, expected: tuple[str, ...]) -> None:
    assert TOKENIZER.terms(text).bigrams == expected


def test_a_user_word_is_a_term_and_so_are_its_parts() -> None:
    assert TOKENIZER.terms("스마트공장을 짓다").morphemes[:3] == ("스마트공장", "스마트", "공장")
    assert TOKENIZER.terms("스마트 공장을 짓다").morphemes[:2] == ("스마트", "공장")


def test_the_same_word_in_other_letters_gives_the_same_terms() -> None:
    text = "제조업의 인공지능"
    assert TOKENIZER.terms(unicodedata.normalize("NFD", text)) == TOKENIZER.terms(text)


def test_a_term_without_end_is_cut() -> None:
    assert max(map(len, TOKENIZER.terms("a" * 5_000).morphemes)) == 60


def test_the_fingerprint_tells_the_dictionary() -> None:
    assert MorphemeTokenizer(["스마트공장", " "]).fingerprint == TOKENIZER.fingerprint
    assert MorphemeTokenizer(["나", "가"]).fingerprint == MorphemeTokenizer(["가", "나", "가"]).fingerprint
    assert MorphemeTokenizer().fingerprint != TOKENIZER.fingerprint


def test_many_threads_get_the_same_terms() -> None:
    texts = [f"스마트공장 {n}호에서 불량률이 {n}% 줄었습니다" for n in range(40)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(TOKENIZER.terms, texts)) == [TOKENIZER.terms(text) for text in texts]


def test_morphemes_come_with_their_tags_and_places() -> None:
    found = MorphemeTokenizer(["다산주철"]).morphemes("다산주철과 삼우테크는 줄지 않았다.")
    assert [(item.form, item.tag) for item in found if item.form in ("다산주철", "않")] == [
        ("다산주철", "NNP"),
        ("않", "VX"),
    ]
    coined = next(item for item in found if item.form == "삼우테크")
    assert coined.is_unknown
    assert (coined.start, coined.end) == (6, 10)
