"""Web pages."""

from __future__ import annotations

import pytest

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.chunking import Chunker
from ingest.readers.html import HtmlReader
from ingest.readers.protocol import BlockKind, ReadDocument
from ingest.unseen import Unseen

READER = HtmlReader()
SEEN = "<p>보이는 글입니다.</p>"


def read(body: str, head: str = "") -> ReadDocument:
    page = f"<!doctype html><html lang=ko><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return READER.read(page.encode(), "안내.html")


def texts(body: str, head: str = "") -> list[str]:
    return [block.text for block in read(body, head).blocks]


def test_headings_lists_tables_title_and_language_are_kept() -> None:
    page = (
        "<h1>바우처 안내</h1><p>기업마다 <b>최대</b> 2억\n원을<br>받습니다.</p><h2>대상</h2>"
        "<ul><li>소기업<ul><li>제조업</ul><li>중기업</ul><ol start=3><li>신청<li>접수</ol>"
        "<table><caption>한도</caption><tr><th>구분<th>금액<tr><td rowspan=2>기업<td>가<tr><td>나</table>"
    )
    document = read(page, "<title>바우처 안내 | 기관</title>")
    assert [(block.heading[-1], block.kind, block.text) for block in document.blocks] == [
        ("바우처 안내", BlockKind.PARAGRAPH, "기업마다 최대 2억 원을\n받습니다."),
        ("대상", BlockKind.LIST_ITEM, "소기업"),
        ("대상", BlockKind.LIST_ITEM, "제조업"),
        ("대상", BlockKind.LIST_ITEM, "중기업"),
        ("대상", BlockKind.LIST_ITEM, "3. 신청"),
        ("대상", BlockKind.LIST_ITEM, "4. 접수"),
        ("대상", BlockKind.PARAGRAPH, "한도"),
        ("대상", BlockKind.TABLE, "| 구분 | 금액 |\n| --- | --- |\n| 기업 | 가 |\n| 기업 | 나 |"),
    ]
    assert (document.first_heading, dict(document.metadata)) == ("바우처 안내", {"language": "ko"})


def test_the_title_stands_in_for_a_missing_heading() -> None:
    assert read(SEEN, "<title> 바우처\n안내 </title>").first_heading == "바우처 안내"


def test_a_long_table_repeats_its_header_in_every_chunk() -> None:
    rows = "".join(f"<tr><td>{number}번 기업<td>{number}억 원" for number in range(80))
    chunks = Chunker().split(read(f"<table><tr><th>기업<th>한도{rows}</table>").blocks)
    assert len(chunks) > 3
    assert all(chunk.text.startswith("| 기업 | 한도 |\n| --- | --- |\n| ") for chunk in chunks)


def test_a_table_that_only_arranges_is_no_table() -> None:
    inside = "<h2>제목</h2><p>첫 글입니다.</p><table><tr><td>가<td>나<tr><td>다<td>라</table>"
    document = read(f"<table><tr><td>{inside}</td></tr></table>")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE]
    assert document.blocks[0].heading == ("제목",)


def test_what_leads_around_the_site_is_gone() -> None:
    around = (
        "<nav>메뉴</nav><div role=navigation>길</div><script>alert(1)</script><style>p{}</style><button>눌러</button>"
    )
    document = read(f"{around}<!-- 주석 --><noscript>켜 주세요</noscript><template>틀</template>{SEEN}")
    assert [block.text for block in document.blocks] == ["보이는 글입니다."]
    assert document.unseen == {}


@pytest.mark.parametrize(
    ("hidden", "kind"),
    [
        ("<div hidden>숨긴 말</div>", Unseen.HIDDEN),
        ('<div style="display: none">숨긴 말</div>', Unseen.HIDDEN),
        ('<p style="visibility:hidden">숨긴 말</p>', Unseen.HIDDEN),
        ("<style>.x, #y { color: red; display:none }</style><p class=x>숨긴 말</p>", Unseen.HIDDEN),
        ('<span style="font-size:0">숨긴 말</span>', Unseen.TINY),
        ('<span style="opacity:0">숨긴 말</span>', Unseen.TRANSPARENT),
        ('<p style="position:absolute;left:-9999px">숨긴 말</p>', Unseen.OUTSIDE),
        ('<span style="color:#ffffff">숨긴 말</span>', Unseen.WHITE),
        ('<font color="white">숨긴 말</font>', Unseen.WHITE),
    ],
)
def test_what_a_browser_hides_is_left_out_and_told(hidden: str, kind: Unseen) -> None:
    document = read(SEEN + hidden)
    assert [block.text for block in document.blocks] == ["보이는 글입니다."]
    assert document.unseen == {kind: 1}
    assert kind.value[0] in document.warnings[0]


@pytest.mark.parametrize(
    "shown",
    [
        '<div style="background:#024"><span style="color:#fff">보인다</span></div>',
        '<div class="dark"><span style="color:#fff">보인다</span></div>',
        "<style>.tab{display:none}.tab.on{display:block}</style><div class='tab on'>보인다</div>",
        "<style>@media print{.x{display:none}}</style><p class=x>보인다</p>",
        '<p style="font-size:10px">보인다</p>',
        '<p style="opacity:0.5">보인다</p>',
        '<p aria-hidden="true">보인다</p>',
    ],
)
def test_what_a_browser_shows_stays(shown: str) -> None:
    document = read(shown)
    assert ([block.text for block in document.blocks], document.unseen) == (["보인다"], {})


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ("<p>똠방각하", "utf-8"),
        ("<p>똠방각하", "utf-8-sig"),
        ("<p>똠방각하", "utf-16"),
        ("<p>똠방각하", "cp949"),
        ('<meta charset="euc-kr"><p>똠방각하', "cp949"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ks_c_5601-1987"><p>똠방각하', "cp949"),
        ('<meta charset="shift_jis"><p>日本語の文', "shift_jis"),
    ],
)
def test_encodings_are_recognised(page: str, encoding: str) -> None:
    assert READER.read(page.encode(encoding), "a.html").blocks[0].text == page.rpartition(">")[2]


def test_a_few_broken_letters_do_not_spoil_a_page_that_names_its_encoding() -> None:
    content = b'<meta charset="euc-kr"><p>' + "읽히는 글입니다. ".encode("cp949") * 50 + b"\xff"
    assert "읽히는 글입니다." in READER.read(content, "a.html").blocks[0].text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY_FILE),
        (b"<html><body></body></html>", Reason.NO_TEXT),
        (b"<div hidden>secret</div>", Reason.NO_TEXT),
        (b"%PDF-1.7 <html>", Reason.TYPE_MISMATCH),
        (b"{\\rtf1 text}", Reason.TYPE_MISMATCH),
        (b"<p>a\x00b", Reason.TYPE_MISMATCH),
        (b"<p>\x81\xff\xfe\xfa broken", Reason.BAD_ENCODING),
        (b"<div>" * 100_000 + b"x", Reason.CORRUPT),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, reason: Reason) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        READER.read(content, "안내.html")
    assert refusal.value.reason is reason
    assert refusal.value.message.startswith("안내.html: ")


@pytest.mark.timeout(20)
def test_long_lists_and_wide_tables_take_seconds() -> None:
    document = read("<ul>" + "<li>항목" * 20_000 + "</ul><table>" + "<tr><td>가<td>나" * 20_000 + "</table>")
    assert len(document.blocks) == 20_001
    assert read('<table><tr><td colspan="99999" rowspan=99999>가<td>나<tr><td>다<td>라</table>').blocks
