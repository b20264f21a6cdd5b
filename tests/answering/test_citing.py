"""Citations are numbered in reading order and quote their chunk letter by letter."""

from __future__ import annotations

from assistant.answering.citing import CitationList, best_quote, similarity
from tests.answering.passages import passage

TEXT = "센터는 2025년에 문을 열었습니다. 진단은 무료입니다. 로드맵을 함께 만듭니다."


def test_numbers_follow_the_order_of_first_use() -> None:
    citations = CitationList()
    first, second = passage(TEXT, document_id="a"), passage(TEXT, document_id="b")
    assert [citations.cite(item, "진단은 무료입니다.").n for item in (second, first, second)] == [1, 2, 1]
    assert [citation.passage.chunk.document_id for citation in citations.all()] == ["b", "a"]


def test_two_places_of_one_chunk_become_one_quote_that_holds_both() -> None:
    citations = CitationList()
    item = passage(TEXT)
    citations.cite(item, "로드맵을 함께 만듭니다.")
    quote = citations.cite(item, "진단은 무료입니다.").quote
    assert quote == "진단은 무료입니다. 로드맵을 함께 만듭니다."
    assert quote in TEXT


def test_the_best_quote_is_the_sentence_that_says_the_same() -> None:
    assert best_quote("진단 비용은 무료입니다", TEXT) == "진단은 무료입니다."


def test_similarity_of_a_text_with_itself_is_one_and_with_another_script_zero() -> None:
    assert similarity("진단은 무료", "진단은 무료") == 1.0
    assert similarity("진단은 무료", "free of charge") == 0.0
