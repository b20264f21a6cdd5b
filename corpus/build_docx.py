"""Render Markdown sources of the corpus to Word documents beside them.

Usage: python corpus/build_docx.py corpus/policies/NAME.source.md

NAME.source.md gives the body and NAME.meta.yml the title and date; the result is NAME.docx with real headings, lists,
tables and links. The dates inside are the document's own, so the same source gives the same bytes.
"""

from datetime import datetime, time
from io import BytesIO
from itertools import pairwise

from building import Part, Source, Span, build_from_command_line, parts_of, repacked
from docx import Document
from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

FONT = "맑은 고딕"
INK = RGBColor(0x1B, 0x1B, 0x1B)
LINK_COLOUR = "1A4F8A"
HEADER_FILL = "EEF2F6"
HEADING_SIZES = {1: 16, 2: 13.5, 3: 11.5}
BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")
NUMBERS = ("List Number", "List Number 2", "List Number 3")


def docx(source: Source) -> bytes:
    """The Word document for a source."""
    document = Document()
    _set_up(document, source)
    number_list = ""
    for before, part in pairwise([Part("start"), *parts_of(source.body)]):
        if part.kind == "heading":
            _write(document.add_heading(level=part.level), part.spans)
        elif part.kind == "table":
            _write_table(document, part)
        elif part.kind == "item" and part.number is not None:
            if before.kind != "item" or before.number is None:
                number_list = _new_list(document, part)
            _write_numbered(document, part, number_list)
        elif part.kind == "item":
            _write(document.add_paragraph(style=BULLETS[min(part.level, 2)]), part.spans)
        else:
            _write(document.add_paragraph(), part.spans)
    made = BytesIO()
    document.save(made)
    return repacked(made.getvalue(), source.day)


def _set_up(document: DocumentType, source: Source) -> None:
    """The paper, the fonts, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name, size in {"Normal": 10.5, **{f"Heading {level}": size for level, size in HEADING_SIZES.items()}}.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.keys()):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), FONT)
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = source.title, "", "", "ko-KR"
    properties.created = properties.modified = datetime.combine(source.day, time())


def _write(paragraph: Paragraph, spans: tuple[Span, ...], is_bold: bool = False) -> None:
    for span in spans:
        run = paragraph.add_run(span.text)
        run.bold = True if span.is_bold or is_bold else None
        if span.link:
            run.font.color.rgb = RGBColor.from_string(LINK_COLOUR)
            link = OxmlElement("w:hyperlink")
            address = paragraph.part.relate_to(span.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), address)
            run._r.addprevious(link)
            link.append(run._r)


def _write_table(document: DocumentType, part: Part) -> None:
    table: Table = document.add_table(len(part.rows), len(part.rows[0]), style="Table Grid")
    for number, (row, cells) in enumerate(zip(table.rows, part.rows, strict=True)):
        for cell, spans in zip(row.cells, cells, strict=True):
            _write(cell.paragraphs[0], spans, is_bold=number == 0)
            if number == 0:
                shading = OxmlElement("w:shd")
                shading.set(qn("w:val"), "clear")
                shading.set(qn("w:fill"), HEADER_FILL)
                cell._tc.get_or_add_tcPr().append(shading)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    document.add_paragraph()


def _new_list(document: DocumentType, part: Part) -> str:
    """The number of a new list, so that it begins anew."""
    numbering = document.part.numbering_part.element
    style = document.styles[NUMBERS[min(part.level, 2)]].element
    used = style.pPr.numPr.numId.val
    made = numbering.add_num(numbering.num_having_numId(used).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(part.number)
    return str(made.numId)


def _write_numbered(document: DocumentType, part: Part, number_list: str) -> None:
    paragraph = document.add_paragraph(style=NUMBERS[min(part.level, 2)])
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(number_list)
    _write(paragraph, part.spans)


if __name__ == "__main__":
    build_from_command_line(".docx", docx)
