"""PDF files."""

from __future__ import annotations

import random
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.readers.pdf import PdfFileReader
from ingest.readers.protocol import BlockKind, ReadDocument
from ingest.readers.recognised import RECOGNISED
from ingest.unseen import Unseen
from tests.ingest.pdf_files import Sheet, Text, paragraph, pdf

READER = PdfFileReader()

# The word 공급기업 goes on over the line end.
BROKEN = [
    "정부가 비용의 일부를 지원하는 제도이며 기업마다 최대 이억 원까지 받을 수 있고 신청 전에 반드시 공",
    "급기업과 협의해야 합니다.",
]
WHOLE = "".join(BROKEN)


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def read(*sheets: Sheet) -> ReadDocument:
    return READER.read(pdf(sheets), "안내.pdf")


def texts(document: ReadDocument) -> list[str]:
    return [block.text for block in document.blocks]


def test_larger_lines_are_headings_and_broken_words_become_whole() -> None:
    document = read(
        Sheet([Text("바우처 안내", 60, 780, 18), Text("신청 자격", 60, 740, 13), *paragraph(BROKEN, 710)]),
        Sheet(
            [
                *paragraph(["둘째 쪽의 글입니다."], 780),
                Text("지원 금액", 60, 740, 13),
                *paragraph(["이억 원입니다."], 710),
            ]
        ),
    )
    assert document.first_heading == "바우처 안내"
    assert [(block.page, block.heading, block.text) for block in document.blocks] == [
        (1, ("바우처 안내", "신청 자격"), WHOLE),
        (2, ("바우처 안내", "신청 자격"), "둘째 쪽의 글입니다."),
        (2, ("바우처 안내", "지원 금액"), "이억 원입니다."),
    ]


def test_a_wider_gap_begins_a_paragraph() -> None:
    document = read(Sheet([*paragraph(BROKEN, 780), *paragraph(BROKEN, 720), *paragraph(["끝."], 660)]))
    assert texts(document) == [WHOLE, WHOLE, "끝."]


def test_marks_are_headings_where_sizes_tell_nothing() -> None:
    lines = [
        "제1장 총칙",
        "이 규정은 다음을 정한다.",
        "Ⅱ. 지원 내용",
        "□ 지원 대상",
        "중소기업을 지원한다.",
        "1. 신청",
        "봄에 신청한다.",
    ]
    headings = [block.heading for block in read(Sheet(paragraph(lines, 780))).blocks]
    assert headings == [("제1장 총칙",), ("Ⅱ. 지원 내용", "지원 대상"), ("Ⅱ. 지원 내용", "1. 신청")]


def test_consecutive_numbers_are_a_list_and_bullets_are_gone() -> None:
    lines = ["준비물은 다음과 같다.", "1. 카메라", "2. 조명", "• 케이블", "- 받침대", "\uf06e 나사", "\uf0a7 공구"]
    document = read(Sheet(paragraph(lines, 780)))
    assert texts(document) == [lines[0], "1. 카메라", "2. 조명", "케이블", "받침대", "나사", "공구"]
    assert [block.kind for block in document.blocks[1:]] == [BlockKind.LIST_ITEM] * 6


def test_letters_of_symbol_fonts_are_bullets() -> None:
    assert texts(read(Sheet(paragraph(["n 하나의 항목", "n 둘의 항목", "n 셋의 항목"], 780))))[0] == "하나의 항목"


def test_headers_footers_and_page_numbers_are_gone() -> None:
    sheets = [
        Sheet(
            [
                Text("브리프 2026-8월호", 60, 820, 8),
                *paragraph([f"{number}쪽의 글입니다.", "같은 줄이 또 있습니다."], 700),
                Text(f"- {number} -", 290, 30, 8),
            ]
        )
        for number in range(1, 5)
    ]
    found = texts(read(*sheets))
    assert "1쪽의 글입니다." in found
    assert not any("브리프" in text or text.startswith("- ") for text in found)


def test_printed_page_numbers_that_differ_are_told() -> None:
    sheets = [
        Sheet([*paragraph([f"글의 {chr(0xAC00 + 28 * number)} 부분입니다."], 700), Text(f"- {number} -", 290, 30, 8)])
        for number in range(4, 9)
    ]
    assert "3만큼 큽니다" in read(*sheets).warnings[0]
    assert "1만큼 작습니다" in read(Sheet(paragraph(["표지입니다."], 700)), *_numbered(5)).warnings[0]
    assert read(*_numbered(5)).warnings == ()


def _numbered(count: int) -> list[Sheet]:
    return [
        Sheet([*paragraph([f"{'가나다라마'[number]} 글입니다."], 700), Text(str(number + 1), 290, 30, 8)])
        for number in range(count)
    ]


def test_a_title_is_no_header_though_it_says_the_same() -> None:
    sheets = [Sheet([Text("안내", 60, 820, 8), *paragraph([f"글 {number}입니다."], 700)]) for number in range(3)]
    first = Sheet([Text("안내", 60, 820, 8), Text("안내", 60, 780, 20), *paragraph(["처음 글입니다."], 700)])
    assert read(first, *sheets).blocks[0].heading == ("안내",)


def test_ruled_tables_keep_their_rows_also_of_cells_with_several_lines() -> None:
    across = [(60, y, 400, 0.5) for y in (700, 680, 640, 620)]
    down = [(x, 620, 0.5, 80) for x in (60, 200, 460)]
    cells = [
        Text("구분", 65, 686),
        Text("한도", 205, 686),
        Text("소기업과", 65, 666),
        Text("소상공인", 65, 650),
        Text("이억 원", 205, 658),
        Text("중기업", 65, 626),
        Text("삼억 원", 205, 626),
    ]
    document = read(Sheet([*paragraph(["표는 이렇다."], 780), *cells, *paragraph(["끝이다."], 560)], [*across, *down]))
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    rows = "| 구분 | 한도 |\n| --- | --- |\n| 소기업과 소상공인 | 이억 원 |\n| 중기업 | 삼억 원 |"
    assert document.blocks[1].text == rows


def test_merged_cells_are_said_in_every_row() -> None:
    across = [(60, 700, 400, 0.5), (60, 680, 400, 0.5), (200, 660, 260, 0.5), (60, 640, 400, 0.5)]
    down = [(x, 640, 0.5, 60) for x in (60, 200, 460)]
    cells = [
        Text("구분", 65, 686),
        Text("값", 205, 686),
        Text("기업", 65, 656),
        Text("가", 205, 666),
        Text("나", 205, 646),
    ]
    assert "| 기업 | 가 |\n| 기업 | 나 |" in read(Sheet(cells, [*across, *down])).blocks[0].text


def test_a_table_going_on_over_the_page_repeats_its_header() -> None:
    def part(rows: list[tuple[str, str]]) -> Sheet:
        height = 20 * len(rows)
        across = [(60, 700 - 20 * number, 400, 0.5) for number in range(len(rows) + 1)]
        down = [(x, 700 - height, 0.5, height) for x in (60, 200, 460)]
        cells = [
            Text(text, x, 686 - 20 * number)
            for number, row in enumerate(rows)
            for text, x in zip(row, (65, 205), strict=True)
        ]
        return Sheet(cells, [*across, *down])

    document = read(part([("구분", "한도"), ("가", "나")]), part([("다", "라"), ("마", "바")]))
    assert document.blocks[1].text == "| 구분 | 한도 |\n| --- | --- |\n| 다 | 라 |\n| 마 | 바 |"


def test_lost_spaces_are_found_again() -> None:
    sentence = "이해관계자의 협력기반을 위하여 시민참여형 거버넌스를 구축하고 데이터기반 행정을 추진한다"
    drawn = []
    for number in range(18):
        x = 60.0
        for word in sentence.split():
            drawn.append(Text(word, x, 780 - 40 * number))
            x += 9.2 * len(word) + 3
    content = pdf([Sheet(drawn)], space_width=1000)
    assert sentence not in PdfReader(BytesIO(content)).pages[0].extract_text()
    assert texts(READER.read(content, "a.pdf")) == [sentence] * 18


def test_digits_drawn_apart_from_their_line_stand_in_it_again() -> None:
    pytest.importorskip("pypdfium2")
    drawn = [
        Text("사업계획서는", 60, 780),
        Text("쪽 이내로 쓰고", 130, 780),
        Text("첨부는", 220, 780),
        Text("15", 119, 780),
        Text("(", 205, 780),
        Text("1", 209, 780),
        Text(")", 214, 780),
        *paragraph(["둘째 줄에는 3개가 있습니다."], 740),
    ]
    assert texts(read(Sheet(drawn))) == ["사업계획서는 15쪽 이내로 쓰고 (1)첨부는", "둘째 줄에는 3개가 있습니다."]


def test_the_outline_names_the_headings() -> None:
    writer = PdfWriter(
        clone_from=BytesIO(pdf([Sheet(paragraph(["총칙", "첫째 글이다.", "세칙", "둘째 글이다."], 780))]))
    )
    parent = writer.add_outline_item(title="총칙", page_number=0)
    writer.add_outline_item(title="세칙", page_number=0, parent=parent)
    content = BytesIO()
    writer.write(content)
    assert [block.heading for block in READER.read(content.getvalue(), "a.pdf").blocks] == [("총칙",), ("총칙", "세칙")]


# what nobody sees

SEEN = Text("보이는 글입니다.", 60, 780)
DARK = "0.1 0.2 0.4 rg 50 680 300 40 re f 0 g"


@pytest.mark.parametrize(
    ("hidden", "painted", "kind"),
    [
        (Text("숨긴 글이다", 60, 700, look="1 g"), "", Unseen.WHITE),
        (Text("숨긴 글이다", 60, 700, look="0.97 0.98 0.97 rg"), "", Unseen.WHITE),
        (Text("숨긴 글이다", 60, 700, look="0 0 0 0 k"), "", Unseen.WHITE),
        (Text("숨긴 글이다", 60, 500, look="1 g"), DARK, Unseen.WHITE),
        (Text("숨긴 글이다", 60, 700, look="1 g"), f"{DARK} 1 g 55 690 200 30 re f 0 g", Unseen.WHITE),
        (Text("숨긴 글이다", 60, 700, 1.5), "", Unseen.TINY),
        (Text("숨긴 글이다", 60, 900), "", Unseen.OUTSIDE),
        (Text("숨긴 글이다", -3000, 700), "", Unseen.OUTSIDE),
        (Text("숨긴 글이다", 60, 700, look="3 Tr"), "", Unseen.TRANSPARENT),
    ],
)
def test_text_nobody_sees_is_left_out_and_told(hidden: Text, painted: str, kind: Unseen) -> None:
    document = read(Sheet([SEEN, hidden], painted=painted))
    assert texts(document) == [SEEN.text]
    assert document.unseen == {kind: 1}
    assert document.warnings == (f"보이지 않는 내용이 있어 뺐습니다: {kind.value[0]} 1곳",)


@pytest.mark.parametrize(
    ("text", "painted"),
    [
        (Text("흰 글이다", 60, 700, look="1 g"), DARK),
        (Text("흰 글이다", 60, 700, look="1 g"), "q 300 0 0 100 50 650 cm /Im Do Q"),
        (Text("흰 글이다", 60, 700, look="1 g"), "0.5 g 50 680 m 350 680 l 400 700 350 720 340 720 c 50 720 l f"),
        (Text("흰 글이다", 60, 700, look="1 g 1 Tr"), ""),
        (Text("큰 글이다", 6, 70, 1, look="10 0 0 10 0 0 cm"), ""),
        (Text("반쯤 나간 글이다", -20, 700), ""),
    ],
)
def test_text_that_is_seen_stays(text: Text, painted: str) -> None:
    document = read(Sheet([text], painted=painted))
    assert (texts(document), document.unseen) == ([text.text], {})


def test_white_spaces_hide_nothing() -> None:
    document = read(Sheet([SEEN, Text("   ", 60, 700, look="1 g")]))
    assert (document.unseen, document.warnings) == ({}, ())


def test_one_hidden_word_in_a_line_is_left_out() -> None:
    line = [Text("앞말은", 60, 700), Text("숨긴", 100, 700, look="1 g"), Text("뒷말입니다.", 130, 700)]
    assert "숨긴" not in " ".join(texts(read(Sheet(line))))


def test_what_was_recognised_on_a_scan_is_read_and_marked() -> None:
    scan = Sheet([Text("인식한 글입니다.", 60, 700, look="3 Tr")], painted="q 595 0 0 842 0 0 cm /Im Do Q")
    document = read(Sheet([SEEN]), scan)
    assert [(block.page, block.heading) for block in document.blocks] == [(1, ()), (2, (RECOGNISED,))]
    assert any("글자 인식(OCR)" in warning and "2쪽" in warning for warning in document.warnings)
    assert document.unseen == {}


def test_annotations_and_properties_are_never_read() -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf([Sheet([SEEN])])))
    writer.add_annotation(0, FreeText(text="메모의 글", rect=(50, 550, 200, 650)))
    writer.add_metadata({"/Title": "속성의 제목", "/Keywords": "속성의 낱말"})
    content = BytesIO()
    writer.write(content)
    document = READER.read(content.getvalue(), "a.pdf")
    assert (texts(document), document.first_heading, dict(document.metadata)) == ([SEEN.text], None, {})


def test_invisible_characters_are_counted() -> None:
    document = read(Sheet([Text("보이는\u200b 글\U000e0041입니다.\u202e", 60, 780)]))
    assert texts(document) == ["보이는 글입니다."]
    assert document.unseen == {Unseen.ZERO_WIDTH: 1, Unseen.DIRECTION: 1, Unseen.TAG: 1}


# scans

SCAN = Sheet(painted="q 595 0 0 842 0 0 cm /Im Do Q")


def test_a_scan_is_refused_with_advice_where_nothing_recognises_it(without_tesseract: None) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        READER.read(pdf([SCAN, SCAN]), "스캔.pdf")
    assert refusal.value.reason is Reason.NEEDS_OCR
    assert "tesseract" in refusal.value.message


def test_scanned_pages_of_a_text_are_told(without_tesseract: None) -> None:
    document = read(Sheet([SEEN]), SCAN)
    assert texts(document) == [SEEN.text]
    assert len(document.warnings) == 1
    assert "스캔" in document.warnings[0]
    assert "2쪽" in document.warnings[0]


def test_pages_without_text_are_told() -> None:
    document = read(Sheet(paragraph(["글이다."], 780)), Sheet())
    assert any("2쪽" in warning for warning in document.warnings)
    assert document.empty_pages == (2,)


def test_missing_digits_are_told() -> None:
    document = read(Sheet(paragraph([f"제품은 년 월에 만들어 {end} % 늘었다." for end in ("가", "나", "다")], 780)))
    assert any("숫자" in warning for warning in document.warnings)


def encrypted(user_password: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf([Sheet(paragraph(["잠근 글이다."], 780))])))
    writer.encrypt(user_password, "owner", algorithm="AES-256")
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def test_a_file_that_only_restricts_printing_opens() -> None:
    assert texts(READER.read(encrypted(""), "a.pdf")) == ["잠근 글이다."]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY_FILE),
        (b"not a pdf at all", Reason.TYPE_MISMATCH),
        ("# 마크다운".encode(), Reason.TYPE_MISMATCH),
        (b"%PDF-1.7\n", Reason.CORRUPT),
        (pdf([Sheet(), Sheet()]), Reason.NO_TEXT),
        (encrypted("secret"), Reason.ENCRYPTED),
        (pdf([Sheet(paragraph(["a"], 700))])[:300], Reason.CORRUPT),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, reason: Reason) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        READER.read(content, "보고서.pdf")
    assert refusal.value.reason is reason
    assert refusal.value.message.startswith("보고서.pdf: ")


def test_the_words_for_a_locked_file() -> None:
    with pytest.raises(DocumentRefused) as refusal:
        READER.read(encrypted("secret"), "report.pdf")
    assert refusal.value.message == (
        "report.pdf: 암호가 걸려 있어 읽을 수 없습니다. 암호를 풀고 다시 저장해 주세요."
        " / The file is locked with a password. Remove it and save the file again."
    )


def test_damaged_files_are_read_or_refused_and_never_anything_else() -> None:
    chance = random.Random(11)
    whole = pdf([Sheet([Text("제목", 60, 780, 18), *paragraph(BROKEN, 700)], [(60, 500, 400, 1)])] * 3)
    for _ in range(150):
        damaged = bytearray(whole[: chance.randint(9, len(whole))] if chance.random() < 0.4 else whole)
        for _ in range(chance.randint(0, 30)):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        with suppress(DocumentRefused):
            assert READER.read(bytes(damaged), "a.pdf").blocks
