"""Blocks to chunks."""

from __future__ import annotations

import random

import pytest

from assistant.domain.sentences import split_sentences
from ingest.chunking import Chunker
from ingest.readers.protocol import Block, BlockKind
from ingest.readers.tables import table_text

SENTENCE = "불량률이 3.5%에서 1.2%로 줄었습니다."


def paragraph(text: str, heading: tuple[str, ...] = (), page: int | None = None) -> Block:
    return Block(BlockKind.PARAGRAPH, text, heading, page)


def item(text: str) -> Block:
    return Block(BlockKind.LIST_ITEM, text)


def test_a_short_text_is_one_chunk() -> None:
    (chunk,) = Chunker().split([paragraph("첫 문단입니다.", ("결과",), 3), paragraph("둘째입니다.", ("결과",), 3)])
    assert (chunk.text, chunk.heading, chunk.page) == ("첫 문단입니다.\n둘째입니다.", ("결과",), 3)


def test_chunks_never_cross_a_heading_or_a_page() -> None:
    blocks = [paragraph("가.", ("1",), 1), paragraph("나.", ("1",), 2), paragraph("다.", ("2",), 2), paragraph("라.")]
    assert [chunk.text for chunk in Chunker().split(blocks)] == ["가.", "나.", "다.", "라."]


def test_chunks_end_where_sentences_end_and_are_evenly_filled() -> None:
    chunks = Chunker(100).split([paragraph(" ".join([SENTENCE] * 10))])
    assert all(len(chunk.text) <= 100 for chunk in chunks)
    assert all(set(split_sentences(chunk.text)) == {SENTENCE} for chunk in chunks)
    sizes = [len(split_sentences(chunk.text)) for chunk in chunks]
    assert sum(sizes) == 10
    assert max(sizes) - min(sizes) <= 1


def test_paragraphs_are_kept_together_where_they_fit() -> None:
    first, second = " ".join([SENTENCE] * 2), " ".join([SENTENCE] * 2)
    chunks = Chunker(60).split([paragraph(first), paragraph(second)])
    assert [chunk.text for chunk in chunks] == [first, second]


def test_a_long_sentence_is_kept_whole_up_to_twice_the_limit() -> None:
    long = "도입 " * 30 + "했습니다."
    assert [chunk.text for chunk in Chunker(70).split([paragraph(f"{SENTENCE} {long}")])] == [SENTENCE, long]


@pytest.mark.parametrize("text", ["가나 다라, " * 100 + "끝.", "가" * 1000])
def test_an_endless_sentence_is_cut_without_losing_a_letter(text: str) -> None:
    chunks = Chunker(100).split([paragraph(text)])
    assert all(len(chunk.text) <= 100 for chunk in chunks)
    assert "".join("".join(chunk.text.split()) for chunk in chunks) == "".join(text.split())


def test_a_lead_in_travels_with_the_first_item_and_items_stay_whole() -> None:
    items = [item(f"{number}. {SENTENCE} {SENTENCE}") for number in range(1, 5)]
    chunks = Chunker(100).split([paragraph(f"{SENTENCE} {SENTENCE} 준비는 다음과 같습니다."), *items])
    assert any("준비는 다음과 같습니다.\n1. " in chunk.text for chunk in chunks)
    for one in items:
        assert any(one.text in chunk.text for chunk in chunks)


def test_tables_repeat_their_header_in_every_chunk() -> None:
    rows = [["지표", "전", "후"], *([f"지표 {number}", "3.2%", "1.1%"] for number in range(20))]
    table = Block(BlockKind.TABLE, table_text(rows), ("결과",))
    chunks = Chunker(150).split([paragraph("표입니다.", ("결과",)), table, paragraph("끝.", ("결과",))])
    assert [chunks[0].text, chunks[-1].text] == ["표입니다.", "끝."]
    assert len(chunks) > 4
    header = table.text.split("\n")[:2]
    found = []
    for chunk in chunks[1:-1]:
        lines = chunk.text.split("\n")
        assert lines[:2] == header
        assert len(chunk.text) <= 150
        found += lines[2:]
    assert found == table.text.split("\n")[2:]


def test_line_breaks_inside_a_block_are_kept() -> None:
    assert Chunker().split([paragraph("a = 1\nb = 2")])[0].text == "a = 1\nb = 2"


def test_the_same_blocks_give_the_same_chunks() -> None:
    chance = random.Random(7)
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    blocks = [Block(chance.choice(kinds), " ".join([SENTENCE] * chance.randint(1, 9))) for _ in range(200)]
    assert Chunker().split(blocks) == Chunker().split(blocks)
    assert Chunker().fingerprint != Chunker(150).fingerprint


@pytest.mark.timeout(20)
def test_a_book_without_headings_takes_seconds() -> None:
    chunks = Chunker().split([paragraph(f"{SENTENCE} " * 20_000)])
    assert sum(len(split_sentences(chunk.text)) for chunk in chunks) == 20_000


@pytest.mark.parametrize("size", [0, -1])
def test_a_limit_below_one_is_no_limit(size: int) -> None:
    with pytest.raises(ValueError, match="max_characters"):
        Chunker(size)
