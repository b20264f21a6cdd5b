"""Render Markdown sources of the corpus to Hangul documents beside them.

Usage: python corpus/build_hwpx.py corpus/policies/NAME.source.md

NAME.source.md gives the body and NAME.meta.yml the title and date; the result is NAME.hwpx with outline headings,
lists, tables and links. The dates and numbers inside are made from the document, so the same source gives the same
bytes.
"""

import re
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from building import Part, Source, Span, build_from_command_line, parts_of, repacked
from hwpx import HwpxDocument

LINK_COLOUR = "#1A4F8A"
HEADER_FILL = "#EEF2F6"
HEADING_SIZES = {1: 16, 2: 13.5, 3: 11.5}
BODY_SIZE = 10.5
CELL_SIZE = 9.5
INDENT = 5.0
"""Millimetres for each level of a list."""

# Numbers the library draws by lot, and its date of birth.
_DRAWN = re.compile(r'\b(id|instid|fieldid|beginIDRef|idRef)="(\d{6,})"')
_DATED = re.compile(r'(<opf:meta name="(?:CreatedDate|ModifiedDate|date)"[^>]*>)[^<]*')
_AUTHOR = re.compile(r'(<opf:meta name="(?:creator|lastsaveby)"[^>]*>)[^<]*')
_TITLE = re.compile(r"<opf:title\s*/>|<opf:title>[^<]*</opf:title>")


def hwpx(source: Source) -> bytes:
    """The Hangul document for a source."""
    document = HwpxDocument.new()
    document.page.set_page_number()
    writing = _Writing(document)
    for part in parts_of(source.body):
        writing.write(part)
    return repacked(document.to_bytes(), source.day, _Settling(source).settled)


class _Writing:
    """Writes parts into a document, each paragraph with a shape of its own: no numbers that nobody asked for."""

    def __init__(self, document: HwpxDocument) -> None:
        self._document = document
        self._is_empty = True

    def write(self, part: Part) -> None:
        """Write one part after another."""
        if part.kind == "table":
            self._table(part)
            return
        style, size, mark = "바탕글", BODY_SIZE, ""
        shape: dict[str, Any] = {"spacing_after_pt": 4, "line_spacing_percent": 160}
        if part.kind == "heading":
            style, size = f"개요 {part.level}", HEADING_SIZES[part.level]
            shape |= {"spacing_before_pt": 10, "keep_with_next": True}
        elif part.kind == "item":
            mark = "• " if part.number is None else f"{part.number}. "
            indent = INDENT * (part.level + 1)
            shape |= {"indent_left_mm": indent, "first_line_indent_mm": -INDENT}
        paragraph = self._paragraph(style)
        self._spans(paragraph, (Span(mark), *part.spans) if mark else part.spans, size, part.kind == "heading")
        self._document.styles.apply_paragraph_format(paragraphs=[paragraph], **shape)

    def _paragraph(self, style: str) -> Any:
        """A new paragraph; a new document has one already, which holds the paper."""
        if not self._is_empty:
            return self._document.add_paragraph(style=style, para_pr_id_ref=0, include_run=False)
        self._is_empty = False
        paragraph = self._document.paragraphs[0]
        paragraph.style_id_ref = self._document.styles.resolve(style).id
        return paragraph

    def _table(self, part: Part) -> None:
        table = self._document.add_table(len(part.rows), len(part.rows[0]))
        for row, cells in enumerate(part.rows):
            for column, spans in enumerate(cells):
                if row == 0:
                    table.set_cell_shading(row, column, HEADER_FILL)
                paragraph = table.cell(row, column).paragraphs[0]
                paragraph.clear_text()
                self._spans(paragraph, spans, CELL_SIZE, row == 0)

    def _spans(self, paragraph: Any, spans: tuple[Span, ...], size: float, is_bold: bool) -> None:
        for span in spans:
            look = {"size": size, "bold": is_bold or span.is_bold}
            if span.link:
                reference = self._document.styles.ensure_run(**look, color=LINK_COLOUR)
                paragraph.add_hyperlink(span.link, span.text, char_pr_id_ref=reference)
            else:
                paragraph.add_run(span.text, char_pr_id_ref=self._document.styles.ensure_run(**look))


class _Settling:
    """Replaces what differs on every run: drawn numbers by counted ones, dates by the document's."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._numbers: dict[str, str] = {}

    def settled(self, name: str, content: bytes) -> bytes:
        """The part with nothing drawn by lot in it."""
        if not name.endswith((".xml", ".hpf")):
            return content
        text = _DRAWN.sub(self._counted, content.decode("utf-8"))
        if name.endswith(".hpf"):
            text = _TITLE.sub(f"<opf:title>{escape(self._source.title)}</opf:title>", text)
            text = _AUTHOR.sub(r"\g<1>AX Advisor", text)
            text = _DATED.sub(rf"\g<1>{_stamp(self._source.day)}", text)
        return text.encode("utf-8")

    def _counted(self, match: re.Match[str]) -> str:
        number = self._numbers.setdefault(match[2], str(1_000_001 + len(self._numbers)))
        return f'{match[1]}="{number}"'


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


if __name__ == "__main__":
    build_from_command_line(".hwpx", hwpx)
