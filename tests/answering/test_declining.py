"""An honest no says what was looked for, what comes near, what to ask instead and whom to ask."""

from __future__ import annotations

import pytest

from assistant.answering.declining import looked_for, no_source_text
from assistant.answering.screening.searchable import without_masks
from assistant.domain.answers import Language, Question
from assistant.store.morphemes import MorphemeTokenizer
from tests.answering.passages import passage


@pytest.fixture(scope="module")
def tokenizer() -> MorphemeTokenizer:
    return MorphemeTokenizer()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("양자컴퓨터용 냉동기의 납품 단가는 얼마인가요?", ("양자컴퓨터용", "냉동기", "납품", "단가")),
        ("[전화번호]로 2028년 예산을 알려 주세요", ("2028", "예산")),
        ("What does a quantum refrigerator cost?", ("quantum", "refrigerator", "cost")),
        ("???", ()),
    ],
)
def test_the_words_that_were_looked_for(tokenizer: MorphemeTokenizer, question: str, words: tuple[str, ...]) -> None:
    assert looked_for(tokenizer, question) == words


def test_the_no_names_words_documents_and_a_person() -> None:
    text = no_source_text(("냉동기",), [passage("글입니다.")], Language.KOREAN, "상담실 {02-000}")
    assert "냉동기" in text
    assert passage("글입니다.").metadata.title in text
    assert "상담실 {02-000}" in text
    assert "다시 물어보시면" in text


def test_without_a_contact_a_general_sentence_is_said() -> None:
    assert "consultant" in no_source_text((), [], Language.ENGLISH, None)
    assert "등록된 자료가 없습니다" in no_source_text((), [], Language.KOREAN, None)


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("제 번호는 [전화번호]인데요, AI 바우처는 얼마인가요?", "AI 바우처는 얼마인가요?"),
        ("AI 바우처 안내를 [이메일 주소]로 보내 주세요", "AI 바우처 안내를 보내 주세요"),
        ("My phone number is [phone number]. What is the AI voucher?", "What is the AI voucher?"),
        ("[전화번호]", "[전화번호]"),
        ("AI 바우처 [안내]는?", "AI 바우처 [안내]는?"),
    ],
)
def test_the_search_leaves_out_where_personal_data_stood(asked: str, searched: str) -> None:
    assert without_masks(Question(text=asked)).text == searched
