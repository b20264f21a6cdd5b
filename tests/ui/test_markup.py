"""Text of documents as HTML: safe, and with the quote highlighted wherever it stands."""

from __future__ import annotations

import pytest

from tests.ui.scripted import HOSTILE
from ui.web.excerpts import excerpt, stretch_of
from ui.web.links import original_url, outside_url, passage_url
from ui.web.markup import as_html, joined, mark

TABLE = "| 현장 | 결과 |\n|---|---|\n| A사 | 불량 0 |\n| B사 | 공개 없음 |"


def shown(text: str, quote: str) -> str:
    """The text as HTML with a quote highlighted."""
    return str(as_html(mark(text, stretch_of(text, quote))))


def test_a_quote_within_a_paragraph_is_highlighted() -> None:
    assert (
        shown("앞 문장. 인용한 문장. 뒤 문장.", "인용한 문장.")
        == "<p>앞 문장. <mark>인용한 문장.</mark> 뒤 문장.</p>\n"
    )


def test_a_quoted_table_row_is_highlighted_cell_by_cell() -> None:
    html = shown(TABLE, "| A사 | 불량 0 |")
    assert "<td><mark>A사</mark></td>" in html
    assert "<td><mark>불량 0</mark></td>" in html
    assert html.count("<mark>") == 2
    assert "<th>현장</th>" in html


@pytest.mark.parametrize("first", range(len(TABLE) - 3))
def test_a_highlight_never_breaks_a_table(first: int) -> None:
    for last in range(first + 1, len(TABLE) + 1):
        html = str(as_html(mark(TABLE, (first, last))))
        assert html.count("<tr>") == 3, (first, last)
        assert html.count("<mark>") == html.count("</mark>")


def test_a_quote_over_several_list_items_keeps_the_list() -> None:
    html = shown("- 하나입니다.\n- 둘입니다.\n- 셋입니다.", "- 하나입니다.\n- 둘입니다.")
    assert html.count("<li>") == 3
    assert "<li><mark>하나입니다.</mark></li>" in html
    assert "<li>셋입니다.</li>" in html


def test_emphasis_inside_a_quote_is_highlighted_too() -> None:
    html = shown("지원은 **최대 2억 원**입니다. 끝.", "지원은 **최대 2억 원**입니다.")
    assert html.startswith("<p><mark>지원은 </mark><strong><mark>최대 2억 원</mark></strong><mark>입니다.</mark> 끝.")


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        f"| {HOSTILE} | b |\n|---|---|\n| {HOSTILE} | d |",
        "[누르세요](javascript:alert(1))",
        "<javascript:alert(1)>",
        "![그림](https://evil.example/x.png)",
        "[a](data:text/html,<script>alert(1)</script>)",
        "`<script>`",
        "```\n<script>alert(1)</script>\n```",
        "    <script>alert(1)</script>",
        "# <img src=x onerror=alert(1)>",
    ],
)
def test_nothing_in_a_document_becomes_active(text: str) -> None:
    for html in (str(as_html(text)), shown(text, text[2:])):
        assert "<script" not in html
        assert "<img" not in html
        assert "href" not in html


def test_links_lead_outside_without_telling_where_from() -> None:
    html = str(as_html("<https://example.org/a>"))
    assert 'href="https://example.org/a" target="_blank" rel="noopener noreferrer"' in html


def test_a_date_at_the_start_of_a_line_is_no_list() -> None:
    assert "<ol" not in str(as_html("2026. 1. 22. 시행합니다."))


def test_marks_in_the_text_itself_are_ignored() -> None:
    assert "<mark>" not in str(as_html(mark("\ue000가짜\ue001", None)))


def test_chunks_of_one_table_become_one_table_again() -> None:
    head = "| 현장 | 결과 |\n|---|---|\n"
    assert joined([f"{head}| A사 | 1 |", f"{head}| B사 | 2 |", "글."]) == f"{head}| A사 | 1 |\n| B사 | 2 |\n\n글."


def test_an_excerpt_of_a_table_is_its_head_and_the_row() -> None:
    short = excerpt(TABLE, stretch_of(TABLE, "| B사 | 공개 없음 |"))
    assert "A사" not in short
    assert "<th>결과</th>" in as_html(short)
    assert "<mark>공개 없음</mark>" in as_html(short)


def test_an_excerpt_of_a_long_paragraph_is_the_quote_and_a_little_around_it() -> None:
    text = "앞에 있는 긴 이야기입니다. " * 20 + "바로 이 문장입니다. " + "뒤에 있는 긴 이야기입니다. " * 20
    short = excerpt(text.strip(), stretch_of(text, "바로 이 문장입니다."))
    assert short.startswith("… ")
    assert short.endswith(" …")
    assert "바로 이 문장입니다." in short
    assert len(short) < 260


def test_an_excerpt_of_a_quote_over_many_blocks_is_cut() -> None:
    text = "\n\n".join(f"{number}번째 문단입니다. " + "이야기가 이어집니다. " * 12 for number in range(10)).strip()
    short = excerpt(text, (0, len(text)))
    assert short.endswith("…")
    assert len(short) < 1_200


def test_an_excerpt_without_a_quote_is_the_beginning() -> None:
    assert excerpt("첫 문단입니다.\n\n둘째 문단입니다.", None) == "첫 문단입니다."


def test_addresses_of_passages_and_originals_survive_any_identifier() -> None:
    assert passage_url("가/나@2#0003", (5, 9)) == "/passages/%EA%B0%80%2F%EB%82%98%402%230003?mark=5-9"
    pdf, text = "application/pdf", "text/markdown"
    assert original_url("a", 1, media_type=pdf, page=7) == "/documents/a/versions/1/original#page=7"
    assert original_url("a", 1, media_type=text, page=7) == "/documents/a/versions/1/original"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.b/c", "//a.b/c", "/etc/passwd", "http://", "", "https://[x"]
)
def test_only_web_addresses_are_followed(address: str) -> None:
    assert outside_url(address) is None
    assert outside_url("https://example.org/기사") == "https://example.org/기사"
