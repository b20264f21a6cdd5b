"""Small Hangul and Office files, written by ordinary libraries, and Word files written by hand where XML matters."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pptx
from hwpx import HwpxDocument
from pptx.util import Inches

Rows = Sequence[Sequence[str]]
ROWS = (("구분", "한도"), ("소기업", "2억 원"), ("중기업", "3억 원"))
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def hangul_file(suffix: str, rows: Rows = ROWS) -> bytes:
    """A Hangul file (`.hwp` or `.hwpx`): two headings, a paragraph with a footnote, a table, a header."""
    document = HwpxDocument.new()
    document.page.set_header(text="머리말입니다")
    document.add_heading("바우처 안내", level=1)
    document.add_heading("지원 금액", level=2)
    paragraph = document.add_paragraph("기업마다 최대 2억 원을 받습니다.", style="바탕글")
    paragraph.add_footnote("2026년 공고를 따릅니다.")
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.set_cell_text(number, column, text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        document.save_to_path(path)
        return path.read_bytes()


def word_file(rows: Rows = ROWS) -> bytes:
    """A Word file with what `hangul_file` has but the footnote."""
    document = docx.Document()
    document.core_properties.author = "만든 사람"
    document.sections[0].header.paragraphs[0].text = "머리말입니다"
    document.add_heading("바우처 안내", 1)
    document.add_heading("지원 금액", 2)
    document.add_paragraph("기업마다 최대 2억 원을 받습니다.")
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return _saved(document)


def slides_file() -> bytes:
    """A PowerPoint file: a title slide, a slide with two points and notes, one with a table, a hidden one."""
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "AX 안내"
    first.placeholders[1].text = "2026년 설명회"
    second = deck.slides.add_slide(deck.slide_layouts[1])
    second.shapes.title.text = "신청 순서"
    second.placeholders[1].text = "먼저 상담을 받습니다.\n다음에 신청서를 냅니다."
    second.notes_slide.notes_text_frame.text = "여기서 질문을 받는다."
    third = deck.slides.add_slide(deck.slide_layouts[6])
    table = third.shapes.add_table(3, 2, Inches(1), Inches(1), Inches(4), Inches(2)).table
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "예비"
    hidden.shapes.add_textbox(Inches(1), Inches(2), Inches(4), Inches(1)).text_frame.text = "보이지 않는 글이다."
    hidden._element.set("show", "0")
    return _saved(deck)


def sheets_file() -> bytes:
    """An Excel file: a sheet with a caption and two tables, a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "예산"
    for row in (["2026년 예산"], [], *ROWS, [], ["항목", "금액"], ["장비", 1200.5]):
        sheet.append(list(row))
    hidden = book.create_sheet("계산")
    hidden["A1"], hidden["B2"] = "비밀", "값"
    hidden.sheet_state = "hidden"
    return _saved(book)


def raw_word_file(body: str, styles: str = "", **parts: str) -> bytes:
    """A Word file by hand: what stands in the body, the styles, and further parts of `word/` by name."""
    namespaces = f'xmlns:w="{_W}" xmlns:r="{_R}"'
    content = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
        f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {namespaces}>{styles}</w:styles>",
    }
    content |= {f"word/{name}.xml": f"<w:{name} {namespaces}>{text}</w:{name}>" for name, text in parts.items()}
    return zipped({name: text.encode() for name, text in content.items()})


def paragraph(text: str, look: str = "", style: str = "") -> str:
    """A paragraph with one run: what stands in the run's properties, and the paragraph's style."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{run(text, look)}</w:p>"


def run(text: str, look: str = "") -> str:
    """A run: what stands in its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def zipped(parts: dict[str, bytes]) -> bytes:
    """A ZIP file."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def ole_with(stream: str) -> bytes:
    """The beginning of an OLE file, in whose directory this stream is named."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + stream.encode("utf-16-le") + bytes(512)


def _saved(document: object) -> bytes:
    made = BytesIO()
    document.save(made)  # type: ignore[attr-defined]
    return made.getvalue()
