"""What stands in a file, found in another way than the readers find it.

HWPX, DOCX, PPTX and XLSX: the paragraphs and table rows of their XML as they are written. HWP: its HWPX twin (the same
name), where there is one. PDF: what PDFium, the engine of a browser, says of each page. Files of cairo and LibreOffice
draw digits and brackets after the letters of a line, and PDFium gives them there: such pages score low against it
though our reader, which goes by the place of each letter, reads them as they are seen.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_PARTS = {
    ".hwpx": re.compile(r"Contents/section\d+\.xml"),
    ".docx": re.compile(r"word/(?:document|footnotes|endnotes)\.xml"),
    ".pptx": re.compile(r"ppt/slides/slide\d+\.xml"),
    ".xlsx": re.compile(r"xl/sharedStrings\.xml"),
}
_UNSEEN = frozenset({"header", "footer", "fieldBegin", "deleteBegin", "Fallback", "instrText", "delText"})
"""Elements whose text is not in the body of a document."""


@dataclass(frozen=True)
class Reference:
    """The text of each page (one for formats without pages), and table rows of two or more cells with text."""

    pages: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


def reference(path: Path) -> Reference | None:
    """The reference for a file; None where there is no way to make one."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return _printed(path)
    if suffix == ".hwp":
        twin = path.with_suffix(".hwpx")
        return _written(twin, ".hwpx") if twin.is_file() else None
    return _written(path, suffix) if suffix in _PARTS else None


def _printed(path: Path) -> Reference:
    import pypdfium2  # an optional way of looking: only where PDF files are measured

    document = pypdfium2.PdfDocument(path)
    pages = tuple(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return Reference(pages)


def _written(path: Path, suffix: str) -> Reference:
    paragraphs, rows = list[str](), list[tuple[str, ...]]()
    with zipfile.ZipFile(path) as archive:
        for name in sorted(name for name in archive.namelist() if _PARTS[suffix].fullmatch(name)):
            root = ElementTree.fromstring(archive.read(name))
            paragraphs += _paragraphs(root)
            rows += [row for element in root.iter() if _name(element) == "tr" if len(row := _cells(element)) > 1]
    return Reference(("\n".join(paragraphs),), tuple(rows))


def _paragraphs(element: ElementTree.Element) -> Iterator[str]:
    """The text of each paragraph without that of the paragraphs inside it, which follow."""
    for inner in _seen(element):
        if _name(inner) in ("p", "si"):
            text = "".join(_own_text(inner))
            if text.strip():
                yield text
        yield from _paragraphs(inner)


def _own_text(paragraph: ElementTree.Element) -> Iterator[str]:
    for inner in _seen(paragraph):
        name = _name(inner)
        if name == "t":
            yield "".join(_with_spaces(inner))
        elif name in ("lineBreak", "br", "tab"):
            yield " "
        elif name != "p":
            yield from _own_text(inner)


def _with_spaces(text: ElementTree.Element) -> Iterator[str]:
    yield text.text or ""
    for inner in text:
        yield " " if _name(inner) in ("lineBreak", "tab", "fwSpace", "nbSpace") else ""
        yield inner.tail or ""


def _cells(row: ElementTree.Element) -> tuple[str, ...]:
    """The text of the cells of a row that have any; empty for a row that holds a table."""
    cells = [cell for cell in row if _name(cell) == "tc"]
    if any(_name(inner) == "tbl" for cell in cells for inner in cell.iter()):
        return ()
    texts = (" ".join(_paragraphs(cell)) for cell in cells)
    return tuple(text for text in texts if text.strip())


def _seen(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    return (inner for inner in element if _name(inner) not in _UNSEEN)


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
