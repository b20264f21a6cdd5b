"""The words on a page as PDFium finds them, in the order in which they are seen.

It is asked only for pages with displaced pieces, which pypdf gives behind the line they stand in. Only this module and
the reading of scans know pypdfium2.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.printed.page import Fragment

_MOST_LETTERS = 50_000
_GAP = 0.15
"""Share of the size from which a gap between two letters ends a word."""


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


@dataclass(frozen=True)
class _Letter:
    """A letter, where it begins on its baseline, where its advance ends, and its size in points."""

    text: str
    x: float
    y: float
    right: float
    size: float


def _words(text: pdfium.FPDF_TEXTPAGE, count: int) -> Iterator[Fragment]:
    """The words of each line from left to right.

    PDFium ends the lines where they end, but within a line it gives the pieces as they were drawn: letters first and
    digits after them. Where each stands says how they are read, and the gaps between them where words end.
    """
    line: list[_Letter] = []
    for index in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        if letter in "\r\n":
            yield from _of_line(line)
            line = []
        elif not letter.isspace():
            line.append(_letter(text, index, letter))
    yield from _of_line(line)


def _of_line(letters: Sequence[_Letter]) -> Iterator[Fragment]:
    words: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda letter: letter.x):
        if words and letter.x - words[-1][-1].right < _GAP * letter.size:
            words[-1].append(letter)
        else:
            words.append([letter])
    for place, word in enumerate(words, start=1):
        end = "\n" if place == len(words) else " "
        yield Fragment("".join(letter.text for letter in word) + end, word[0].x, word[0].y, word[0].size)


def _letter(text: pdfium.FPDF_TEXTPAGE, index: int, letter: str) -> _Letter:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index) * (matrix.c**2 + matrix.d**2) ** 0.5
    return _Letter(letter, x.value, y.value, max(box.right, x.value), size)
