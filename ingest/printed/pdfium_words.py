"""The words on a page as PDFium finds them, in the order in which they are seen.

It is asked only for pages with displaced pieces, which pypdf gives behind the line they stand in. Only this module and
the reading of scans know pypdfium2.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.printed.page import Fragment

_MOST_LETTERS = 50_000


def words_on(content: bytes, number: int) -> tuple[Fragment, ...]:
    """The words on a page (from 1) of a file, each with the white space behind it; none where it cannot be read."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ()
    try:
        text = document[number - 1].get_textpage()
        return tuple(_words(text.raw, min(text.count_chars(), _MOST_LETTERS)))
    except pypdfium2.PdfiumError:
        return ()
    finally:
        document.close()


def _words(text: pdfium.FPDF_TEXTPAGE, count: int) -> Iterator[Fragment]:
    letters: list[str] = []
    place: tuple[float, float, float] | None = None
    for index in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        if letter.isspace():
            letters.append("\n" if letter in "\r\n" else " ")
            continue
        if letters and letters[-1].isspace() and place is not None:
            yield _word(letters, place)
            letters, place = [], None
        letters.append(letter)
        place = place or _place(text, index)
    if place is not None:
        yield _word(letters, place)


def _word(letters: Sequence[str], place: tuple[float, float, float]) -> Fragment:
    text = "".join(letters)
    end = "\n" if "\n" in text[len(text.rstrip()) :] else text[len(text.rstrip()) :]
    return Fragment(text.strip() + end, *place)


def _place(text: pdfium.FPDF_TEXTPAGE, index: int) -> tuple[float, float, float]:
    """Where a letter begins on its baseline, and its size in points."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index)
    return x.value, y.value, size * (matrix.c**2 + matrix.d**2) ** 0.5
