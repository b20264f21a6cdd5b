"""What is printed on the pages of a PDF file: the job that is done in the room. Only this module knows pypdf."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from io import BytesIO
from math import hypot
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import Destination

from assistant.domain.synchronising import Reason
from ingest.cleaning import clean
from ingest.isolation import Unreadable
from ingest.printed.headings import OutlineEntry
from ingest.printed.lines import respaced
from ingest.printed.marks import with_bullets
from ingest.printed.page import Fragment, Line, Page, Rule, Table, each_line
from ingest.printed.tables import with_tables

_KOREAN_RUN = re.compile(r"[가-힣]+")
_FEWEST_RUNS = 15
_LONGEST_MEAN_RUN = 3.8
"""Letters. Korean text has 2.6 to 2.9 letters between spaces; pages whose spaces are lost have 5 and more."""
_THIN = 2.5
"""Points. A filled box thinner than this is a line."""
_FURTHEST = 20_000.0
"""Points. Nothing readable is printed further out, or larger."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity of every file it can still read


@dataclass(frozen=True)
class PrintedFile:
    """The pages that can be read, the numbers of those that cannot, and the outline."""

    pages: tuple[Page, ...]
    failed: tuple[int, ...]
    outline: tuple[OutlineEntry, ...]


def printed_file(content: bytes) -> PrintedFile:
    """What is printed in a file. Raises Unreadable: ENCRYPTED, CORRUPT.

    Whatever else goes wrong in pypdf is the file's fault.
    """
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not _opens(reader):
            raise Unreadable(Reason.ENCRYPTED)
        pages, failed = _pages(reader)
        return PrintedFile(tuple(pages), tuple(failed), tuple(_outline(reader)))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(Reason.CORRUPT, detail=repr(error)) from None


def _opens(reader: PdfReader) -> bool:
    """Whether the file opens without a password; an unknown way of encrypting counts as locked."""
    try:
        return bool(reader.decrypt(""))
    except Exception:
        return False


def _pages(reader: PdfReader) -> tuple[list[Page], list[int]]:
    """The pages that can be read, and the numbers of those that cannot."""
    pages, failed = [], []
    for number in range(1, len(reader.pages) + 1):
        try:
            pages.append(_page(reader.pages[number - 1], number))
        except MemoryError:
            raise
        except Exception:  # one bad page does not spoil the others
            failed.append(number)
    return pages, failed


def _page(page: PageObject, number: int) -> Page:
    fragments: list[Fragment] = []
    drawing = _Drawing()

    def take(text: str, now: list[float], text_now: list[float], font: Any, size: float) -> None:
        fragment = _fragment(text, _product(text_now, now), font, size)
        if max(abs(fragment.x), abs(fragment.y), fragment.size) < _FURTHEST:  # False for what is no number, too
            fragments.append(fragment)

    text = page.extract_text(visitor_text=take, visitor_operand_before=drawing.take)
    items = with_tables(fragments, drawing.rules)
    if _has_lost_spaces(text):
        spaced = page.extract_text(
            extraction_mode="layout", layout_mode_space_vertically=False, layout_mode_scale_weight=2.5
        )
        items = [each_line(item, lambda line: respaced(line, spaced)) for item in items]
    cleaned = (each_line(item, _clean) for item in items)
    seen = (item for item in cleaned if isinstance(item, Table) or item.text.strip())
    return Page(number, float(page.mediabox.width), tuple(seen))


def _has_lost_spaces(text: str) -> bool:
    runs = _KOREAN_RUN.findall(text)
    return len(runs) >= _FEWEST_RUNS and sum(map(len, runs)) / len(runs) > _LONGEST_MEAN_RUN


def _clean(line: Line) -> Line:
    return replace(line, text=with_bullets(line.text))


def _fragment(text: str, matrix: Sequence[float], font: Any, size: float) -> Fragment:
    name = str(font.get("/BaseFont", "")) if font else ""
    return Fragment(text, matrix[4], matrix[5], size * hypot(matrix[2], matrix[3]), "bold" in name.lower())


def _product(a: Sequence[float], b: Sequence[float]) -> tuple[float, ...]:
    """Matrix `a` applied before matrix `b`, each as PDF writes it (six numbers)."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


class _Drawing:
    """Gathers the straight lines a page draws: strokes, edges of stroked boxes, and thin filled boxes."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._boxes: list[Rule] = []
        self._strokes: list[Rule] = []
        self._pen = (0.0, 0.0)

    def take(self, operator: bytes, operands: list[Any], now: list[float], _text_now: list[float]) -> None:
        """One operator of the page, with the matrix in force."""
        if operator not in _PATH:
            return
        try:
            numbers = [float(operand) for operand in operands]
            self._draw(operator, numbers, now)
        except (TypeError, ValueError):  # operands that are no numbers draw nothing
            return

    def _draw(self, operator: bytes, numbers: Sequence[float], now: Sequence[float]) -> None:
        if operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            self._boxes.append(_box(_point(x, y, now), _point(x + width, y + height, now)))
        elif operator == b"m" and len(numbers) == 2:
            self._pen = _point(numbers[0], numbers[1], now)
        elif operator == b"l" and len(numbers) == 2:
            before, self._pen = self._pen, _point(numbers[0], numbers[1], now)
            self._strokes.append(_box(before, self._pen))
        elif operator in _PAINT:
            self._paint(operator)

    def _paint(self, operator: bytes) -> None:
        rules: list[Rule] = []
        if operator in _FILLING:
            rules += [box for box in self._boxes if _is_thin(box)]
        if operator in _STROKING:
            rules += [rule for rule in self._strokes if _is_thin(rule)]
            rules += [edge for box in self._boxes for edge in _edges(box)]
        self.rules += [rule for rule in rules if max(map(abs, astuple(rule))) < _FURTHEST]
        self._boxes, self._strokes = [], []


_FILLING = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_STROKING = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
_PAINT = _FILLING | _STROKING | {b"n"}
_PATH = _PAINT | {b"re", b"m", b"l"}


def _point(x: float, y: float, now: Sequence[float]) -> tuple[float, float]:
    return x * now[0] + y * now[2] + now[4], x * now[1] + y * now[3] + now[5]


def _box(a: tuple[float, float], b: tuple[float, float]) -> Rule:
    return Rule(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _is_thin(box: Rule) -> bool:
    width, height = box.right - box.left, box.top - box.bottom
    return min(width, height) <= _THIN and max(width, height) >= 3 * _THIN


def _edges(box: Rule) -> Iterator[Rule]:
    if _is_thin(box):
        yield box
        return
    yield Rule(box.left, box.top, box.right, box.top)
    yield Rule(box.left, box.bottom, box.right, box.bottom)
    yield Rule(box.left, box.bottom, box.left, box.top)
    yield Rule(box.right, box.bottom, box.right, box.top)


def _outline(reader: PdfReader) -> list[OutlineEntry]:
    """The document's outline; empty where there is none, or a broken one."""
    try:
        return list(_entries(reader, reader.outline, 1))
    except Exception:
        return []


def _entries(reader: PdfReader, outline: Sequence[Any], level: int) -> Iterator[OutlineEntry]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _entries(reader, entry, level + 1)
        elif isinstance(entry, Destination):
            number = reader.get_destination_page_number(entry)
            if entry.title and number is not None:
                yield OutlineEntry(clean(str(entry.title)), level, number + 1)
