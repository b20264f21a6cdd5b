"""Hangul and Office files."""

from __future__ import annotations

import random
import re
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hwpx import HwpxDocument

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.chunking import Chunker
from ingest.isolation import Room
from ingest.readers.office import DocmReader, DocxReader, HwpReader, HwpxReader, OfficeReader, PptxReader, XlsxReader
from ingest.readers.protocol import Block, BlockKind, ReadDocument
from ingest.unseen import Unseen
from tests.ingest.hostile.office import changed
from tests.ingest.office_files import (
    ROWS,
    hangul_file,
    ole_with,
    paragraph,
    raw_word_file,
    run,
    sheets_file,
    slides_file,
    word_file,
    zipped,
)
from tests.ingest.pdf_files import Sheet, pdf
from tests.ingest.pdf_files import paragraph as printed_paragraph

TABLE = "| 구분 | 한도 |\n| --- | --- |\n| 소기업 | 2억 원 |\n| 중기업 | 3억 원 |"
HEADING = ("바우처 안내", "지원 금액")
PDF = pdf([Sheet(printed_paragraph(["글입니다."], 780))])
VANISH = "<w:vanish/>"
WHITE = '<w:color w:val="FFFFFF"/>'


def words(document: ReadDocument) -> list[tuple[tuple[str, ...], str]]:
    return [(block.heading, block.text) for block in document.blocks]


def read_word(body: str, styles: str = "", **parts: str) -> ReadDocument:
    return DocxReader().read(raw_word_file(body, styles, **parts), "a.docx")


def texts(body: str, styles: str = "", **parts: str) -> list[str]:
    return [block.text for block in read_word(body, styles, **parts).blocks]


def refusal(reader: OfficeReader, content: bytes) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        reader.read(content, "사업계획서.hwp")
    assert refused.value.message.startswith("사업계획서.hwp: ")
    assert " / " in refused.value.message
    return refused.value


# what is read


@pytest.mark.parametrize(("reader", "suffix"), [(HwpReader(), ".hwp"), (HwpxReader(), ".hwpx")])
def test_hangul_files_give_headings_footnotes_and_tables_without_headers(reader: OfficeReader, suffix: str) -> None:
    document = reader.read(hangul_file(suffix), "안내" + suffix)
    assert document.first_heading == "바우처 안내"
    assert words(document) == [
        (HEADING, "기업마다 최대 2억 원을 받습니다."),
        (HEADING, "2026년 공고를 따릅니다."),
        (HEADING, TABLE),
    ]
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH] * 2 + [BlockKind.TABLE]


@pytest.mark.parametrize("reader", [DocxReader(), DocmReader()])
def test_word_files_give_the_same_without_author_and_header(reader: OfficeReader) -> None:
    document = reader.read(word_file(), "안내.docx")
    assert words(document) == [(HEADING, "기업마다 최대 2억 원을 받습니다."), (HEADING, TABLE)]


def test_slides_and_their_titles_are_the_heading_path() -> None:
    document = PptxReader().read(slides_file(), "설명회.pptx")
    assert document.first_heading == "AX 안내"
    assert words(document) == [
        (("슬라이드 1", "AX 안내"), "2026년 설명회"),
        (("슬라이드 2", "신청 순서"), "먼저 상담을 받습니다."),
        (("슬라이드 2", "신청 순서"), "다음에 신청서를 냅니다."),
        (("슬라이드 2", "발표자 메모"), "여기서 질문을 받는다."),
        (("슬라이드 3",), TABLE),
    ]
    assert document.warnings == ("숨긴 슬라이드나 시트가 있어 뺐습니다: 슬라이드 4",)


def test_sheets_are_the_heading_path_and_their_tables_stand_apart() -> None:
    document = XlsxReader().read(sheets_file(), "예산.xlsx")
    assert document.first_heading is None
    assert words(document) == [
        (("예산",), "2026년 예산"),
        (("예산",), TABLE),
        (("예산",), "| 항목 | 금액 |\n| --- | --- |\n| 장비 | 1200.5 |"),
    ]
    assert document.warnings == ("숨긴 슬라이드나 시트가 있어 뺐습니다: 계산",)


def test_long_tables_are_cited_row_by_row_with_their_header() -> None:
    rows = (ROWS[0], *((f"{number}번 기업", f"{number}억 원입니다") for number in range(60)))
    chunks = Chunker().split(DocxReader().read(word_file(rows), "표.docx").blocks)
    tables = [chunk.text for chunk in chunks if chunk.text.startswith("|")]
    assert len(tables) > 3
    assert all(text.startswith("| 구분 | 한도 |\n| --- | --- |\n") for text in tables)
    assert all(chunk.heading == HEADING for chunk in chunks)


def test_what_stands_in_a_cell_over_several_rows_is_said_in_each() -> None:
    def row(first: str, second: str) -> str:
        return f"<w:tr><w:tc>{first}</w:tc><w:tc>{paragraph(second)}</w:tc></w:tr>"

    begins = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    rows = (
        row(paragraph("구분"), "값"),
        row(begins + paragraph("기업"), "가"),
        row("<w:tcPr><w:vMerge/></w:tcPr><w:p/>", "나"),
    )
    assert texts(f"<w:tbl>{''.join(rows)}</w:tbl>") == ["| 구분 | 값 |\n| --- | --- |\n| 기업 | 가 |\n| 기업 | 나 |"]


def test_a_frame_around_text_is_no_table() -> None:
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('첫째 문단이다.')}{paragraph('둘째 문단이다.')}</w:tc></w:tr></w:tbl>"
    assert texts(frame) == ["첫째 문단이다.", "둘째 문단이다."]


def test_bullets_are_gone_and_numbers_stay() -> None:
    found = read_word("".join(map(paragraph, ["o 국내 기업을 돕는다.", "• 카메라", "1. 신청", "가. 접수"]))).blocks
    assert [block.text for block in found] == ["국내 기업을 돕는다.", "카메라", "1. 신청", "가. 접수"]
    assert {block.kind for block in found} == {BlockKind.LIST_ITEM}


# Word in particular


def style(identifier: str, name: str, more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{more}</w:style>'


def test_headings_are_known_by_the_names_korean_word_gives_their_styles() -> None:
    styles = style("1", "heading 1") + style("20", "heading 2") + style("a", "내 제목", '<w:basedOn w:val="20"/>')
    body = "".join(
        [
            paragraph("총칙", style="1"),
            paragraph("목적", style="a"),
            paragraph("글이다."),
            paragraph("세칙", style="20"),
        ]
    )
    outline = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + run("부칙") + "</w:p>" + paragraph("끝이다.")
    assert words(read_word(body + outline, styles)) == [(("총칙", "목적"), "글이다."), (("총칙", "부칙"), "끝이다.")]


def test_headings_that_are_sentences_are_text() -> None:
    long = "이 줄은 글자가 커서 제목처럼 보이지만 사실은 본문이고 " * 2 + "제목이라고 할 수 없는 긴 줄"
    lines = ["제목", long, "우리는 2025년에 카메라를 달았다.", f"1. {long}"]
    read = read_word("".join(paragraph(line, style="Heading1") for line in lines) + paragraph("글이다."))
    assert words(read) == [
        (("제목",), long),
        (("제목",), "우리는 2025년에 카메라를 달았다."),
        ((f"1. {long}",), "글이다."),
    ]


def test_lists_of_styles_keep_their_numbers() -> None:
    styles = style("번호", "List Number", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>')
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    )
    body = paragraph("하나", style="번호") + paragraph("둘", style="번호")
    assert texts(body, styles, numbering=numbering) == ["1. 하나", "2. 둘"]


def test_marks_and_addresses_are_gone() -> None:
    body = (
        f'<w:p><w:bookmarkStart w:id="1" w:name="place"/>{run("앞")}<w:bookmarkEnd w:id="1"/>'
        f'<w:hyperlink w:anchor="place">{run("링크")}</w:hyperlink><w:hyperlink w:anchor="place"/>'
        f'<w:commentRangeStart w:id="0"/>{run("뒤")}<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    comments = f'<w:comment w:id="0" w:author="검토자">{paragraph("이 말이 맞나요?")}</w:comment>'
    assert texts(body, comments=comments) == ["앞링크뒤"]


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    body = f'<w:p>{run("본문이다.")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>{paragraph("다음 글이다.")}'
    footnotes = f'<w:footnote w:id="2">{paragraph("각주의 글이다.")}</w:footnote>'
    assert texts(body, footnotes=footnotes) == ["본문이다.", "각주의 글이다.", "다음 글이다."]


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    body = f"<w:p>{run('값은 ')}<w:del><w:r><w:delText>하나</w:delText></w:r></w:del><w:ins>{run('둘')}</w:ins></w:p>"
    assert texts(body) == ["값은 둘"]


# hidden text

WHITE_STYLE = style("g", "g", f"<w:rPr>{WHITE}</w:rPr>")
BLUE_CELL = '<w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>'


@pytest.mark.parametrize(
    ("hidden", "styles"),
    [
        (paragraph("숨긴 말", VANISH), ""),
        (paragraph("숨긴 말", WHITE), ""),
        (paragraph("숨긴 말", '<w:color w:val="FEFEFE"/>'), ""),
        (paragraph("숨긴 말", style="h"), style("h", "h", f"<w:rPr>{VANISH}</w:rPr>")),
        (paragraph("숨긴 말", style="h"), style("h", "h", '<w:basedOn w:val="g"/>') + WHITE_STYLE),
        (paragraph("숨긴 말", '<w:rStyle w:val="c"/>'), style("c", "c", f"<w:rPr>{VANISH}</w:rPr>")),
        (f"<w:p>{run('숨긴', VANISH)}{run(' 말', VANISH)}</w:p>", ""),
    ],
)
def test_hidden_text_is_left_out_and_told(hidden: str, styles: str) -> None:
    read = read_word(paragraph("보이는 말이다.") + hidden, styles)
    assert [block.text for block in read.blocks] == ["보이는 말이다."]
    kind = Unseen.WHITE if WHITE in hidden or "FEFEFE" in hidden or WHITE_STYLE in styles else Unseen.HIDDEN
    assert read.unseen == {kind: 1}
    assert read.warnings == (f"보이지 않는 내용이 있어 뺐습니다: {kind.value[0]} 1곳",)


@pytest.mark.parametrize(
    "body",
    [
        paragraph("보인다", '<w:vanish w:val="0"/>'),
        paragraph("보인다", WHITE + '<w:shd w:val="clear" w:fill="1F3864"/>'),
        paragraph("보인다", WHITE + '<w:highlight w:val="blue"/>'),
        f'<w:p><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr>{run("보인다", WHITE)}</w:p>',
        f"<w:tbl><w:tr>{BLUE_CELL}{paragraph('보인다', WHITE)}</w:tc></w:tr></w:tbl>",
    ],
)
def test_white_text_on_a_colour_is_seen(body: str) -> None:
    read = read_word(body)
    assert ([block.text for block in read.blocks], read.warnings) == (["보인다"], ())


def hangul_file_with(text: str, colour: str) -> bytes:
    """A HWPX file with a paragraph that is seen, and one in this colour."""
    document = HwpxDocument.new()
    document.add_paragraph("보이는 글입니다.")
    run = document.styles.ensure_run(color=colour)
    document.add_paragraph(text, char_pr_id_ref=run)
    made = BytesIO()
    document.save_to_stream(made)
    return made.getvalue()


def test_white_text_is_left_out_of_hangul_files() -> None:
    read = HwpxReader().read(hangul_file_with("숨긴 말", "#FFFFFF"), "a.hwpx")
    assert [block.text for block in read.blocks] == ["보이는 글입니다."]
    assert read.unseen == {Unseen.WHITE: 1}


def test_white_text_on_a_colour_is_seen_in_hangul_files() -> None:
    content = hangul_file_with("흰 말", "#FFFFFF")
    header = zipfile.ZipFile(BytesIO(content)).read("Contents/header.xml").decode()
    white = next(tag for tag in re.findall("<hh:charPr [^>]*>", header) if "#FFFFFF" in tag.upper())
    shaded = re.sub('shadeColor="[^"]*"', 'shadeColor="#1F3864"', white)
    assert white != shaded
    made = changed(content, {"Contents/header.xml": header.replace(white, shaded).encode()})
    read = HwpxReader().read(made, "a.hwpx")
    assert ([block.text for block in read.blocks], read.unseen) == (["보이는 글입니다.", "흰 말"], {})
    assert HwpxReader().read(hangul_file_with("푸른 말", "#0000FF"), "a.hwpx").unseen == {}


def test_text_too_small_to_read_is_left_out_of_hangul_files() -> None:
    document = HwpxDocument.new()
    document.add_paragraph("보이는 글입니다.")
    tiny = document.styles.ensure_run(size=1)
    document.add_paragraph("숨긴 말", char_pr_id_ref=tiny)
    made = BytesIO()
    document.save_to_stream(made)
    read = HwpxReader().read(made.getvalue(), "a.hwpx")
    assert [block.text for block in read.blocks] == ["보이는 글입니다."]
    assert read.unseen == {Unseen.TINY: 1}


def test_invisible_characters_are_counted() -> None:
    read = read_word(paragraph("보이는\u200b 글\U000e0041입니다."))
    assert read.unseen == {Unseen.ZERO_WIDTH: 1, Unseen.TAG: 1}


# what is refused


@pytest.mark.parametrize(
    ("reader", "content", "reason"),
    [
        (DocxReader(), b"", Reason.EMPTY_FILE),
        (HwpReader(), b"\x00" * 4096, Reason.EMPTY_FILE),
        (DocxReader(), PDF, Reason.TYPE_MISMATCH),
        (DocxReader(), hangul_file(".hwpx"), Reason.TYPE_MISMATCH),
        (HwpReader(), hangul_file(".hwpx"), Reason.TYPE_MISMATCH),
        (HwpxReader(), hangul_file(".hwp"), Reason.TYPE_MISMATCH),
        (XlsxReader(), "항목,금액\n".encode(), Reason.TYPE_MISMATCH),
        (PptxReader(), b"\x89PNG\r\n\x1a\n", Reason.TYPE_MISMATCH),
        (DocxReader(), ole_with("WordDocument"), Reason.TYPE_MISMATCH),
        (HwpReader(), b"HWP Document File V3.00 \x1a", Reason.UNSUPPORTED_TYPE),
        (DocxReader(), ole_with("EncryptedPackage"), Reason.ENCRYPTED),
        (DocxReader(), b"PK\x03\x04", Reason.CORRUPT),
        (DocxReader(), word_file()[:-400], Reason.CORRUPT),
        (HwpxReader(), hangul_file(".hwpx")[:3000], Reason.CORRUPT),
        (HwpReader(), hangul_file(".hwp")[:3000], Reason.CORRUPT),
        (DocxReader(), zipped({"word/document.xml": b"<broken"}), Reason.CORRUPT),
        (DocxReader(), raw_word_file(paragraph(" ")), Reason.NO_TEXT),
        (DocxReader(), raw_word_file(paragraph("제목만", style="Heading1")), Reason.NO_TEXT),
        (DocxReader(), zipped({"word/document.xml": b" " * 70_000_000}), Reason.BOMB),
        (HwpxReader(), zipped({"mimetype": b"application/hwp+zip", "a.xml": b" " * 270_000_000}), Reason.BOMB),
        (DocxReader(), zipped({"word/document.xml": b"<a/>", "../../out.xml": b"<a/>"}), Reason.UNSAFE_NAME),
        (DocxReader(), zipped({f"word/{number}": b"" for number in range(10_001)}), Reason.BOMB),
    ],
)
def test_what_cannot_be_read_is_refused(reader: OfficeReader, content: bytes, reason: Reason) -> None:
    assert refusal(reader, content).reason is reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY a "아"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    for name in ("word/document.xml", "word/_rels/document.xml.rels"):
        content = zipped({"word/styles.xml": b"<a/>", name: bomb.encode(encoding)})
        assert refusal(DocxReader(), content).reason is Reason.UNSAFE_XML


def test_a_locked_hangul_file_is_told_from_a_broken_one() -> None:
    content = bytearray(hangul_file(".hwp"))
    properties = content.index(b"HWP Document File") + 36
    content[properties] |= 0b10
    assert refusal(HwpReader(), bytes(content)).reason is Reason.ENCRYPTED


def test_a_wrong_type_is_named_with_the_right_one_in_both_languages() -> None:
    message = refusal(DocxReader(), PDF).message
    assert "Word 문서(.docx)" in message
    assert "PDF(.pdf)" in message
    assert "Word (.docx)" in message
    assert "PDF (.pdf)" in message


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    room = Room()
    assert refusal(DocxReader(room, seconds=0.0), word_file()).reason is Reason.TIMEOUT
    assert DocxReader(room).read(word_file(), "a.docx").blocks
    room.close()


@pytest.mark.parametrize(
    ("reader", "whole"),
    [
        (DocxReader(), word_file()),
        (PptxReader(), slides_file()),
        (XlsxReader(), sheets_file()),
        (HwpxReader(), hangul_file(".hwpx")),
        (HwpReader(), hangul_file(".hwp")),
    ],
)
def test_damaged_files_are_read_or_refused_and_never_anything_else(reader: OfficeReader, whole: bytes) -> None:
    chance = random.Random(11)
    for _ in range(30):
        damaged = bytearray(whole[: chance.randint(9, len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randint(0, 30)):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        with suppress(DocumentRefused):
            found: tuple[Block, ...] = reader.read(bytes(damaged), "a").blocks
            assert found
