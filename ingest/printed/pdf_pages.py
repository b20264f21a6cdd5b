"""What is printed on the pages of a PDF file: the job that is done in the room. Only this module knows pypdf."""

from __future__ import annotations

import logging
import re
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from math import hypot
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import Destination

from assistant.domain.synchronising import Reason
from ingest.cleaning import clean
from ingest.isolation import Unreadable
from ingest.printed.canvas import FURTHEST, Canvas, product
from ingest.printed.displaced import has_displaced
from ingest.printed.lines import respaced
from ingest.printed.marks import with_bullets
from ingest.printed.page import Fragment, Line, OutlineEntry, Page, PrintedFile, Rule, Table, each_line
from ingest.printed.tables import with_tables
from ingest.unseen import Unseen, unseen_marks

_KOREAN_RUN = re.compile(r"[가-힣]+")
_FEWEST_RUNS = 15
_LONGEST_MEAN_RUN = 3.8
"""Letters. Korean text has 2.6 to 2.9 letters between spaces; pages whose spaces are lost have 5 and more."""
_SECONDS = 30.0
"""To open a file, and to read a short one."""
_SECONDS_MORE = 0.25
"""For each page; a usual one takes 0.05 to 0.2."""
_SECONDS_OF_A_PAGE = 20.0
_SMALLEST_PAGE = 20.0
"""Points."""
_FULL_PAGE = 0.7
"""Share of a page that pictures cover where the page is a scan."""
_PICTURE = 0.3
"""The same for a page without any text."""
_UNPACKING = re.compile("decompress|decoding|output bytes")
"""What pypdf says when something becomes too large; its other limits are for circles and nonsense."""
_FEW_LETTERS = 30
"""A page that is a picture has fewer letters than this: a page number, a stamp."""

_log = logging.getLogger(__name__)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity of every file it can still read


def printed_pages(content: bytes) -> PrintedFile:
    """What is printed in a file. Raises Unreadable: ENCRYPTED, CORRUPT, BOMB, TIMEOUT.

    Whatever else goes wrong in pypdf is the file's fault. For the main thread of a process only.
    """
    try:
        with _within(_SECONDS):
            reader = PdfReader(BytesIO(content))
            if reader.is_encrypted and not _opens(reader):
                raise Unreadable(Reason.ENCRYPTED)
            count = len(reader.pages)
        return _File(content, reader, count).printed()
    except (Unreadable, MemoryError):
        raise
    except _TookTooLong:
        raise Unreadable(Reason.TIMEOUT) from None
    except Exception as error:
        raise Unreadable(Reason.CORRUPT, detail=repr(error)) from None


class _TookTooLong(BaseException):
    """The time is over. No Exception, since pypdf goes on after those in places."""


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raises _TookTooLong in the midst of what is done inside, once it has taken so long."""

    def end(_signal: int, _frame: object) -> None:
        raise _TookTooLong

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _opens(reader: PdfReader) -> bool:
    """Whether the file opens without a password; an unknown way of encrypting counts as locked."""
    try:
        return bool(reader.decrypt(""))
    except Exception:
        return False


class _File:
    """One file while its pages are read."""

    def __init__(self, content: bytes, reader: PdfReader, count: int) -> None:
        self._content = content
        self._reader = reader
        self._count = count
        self._until = time.monotonic() + _SECONDS + count * _SECONDS_MORE
        self._failed: list[int] = []
        self._scanned: list[int] = []
        self._recognised: list[int] = []
        self._unseen: Counter[Unseen] = Counter()
        self._bomb: LimitReachedError | None = None
        self._took_too_long = False

    def printed(self) -> PrintedFile:
        """All that can be read. Raises Unreadable where that is nothing: BOMB, when what is on the pages unpacks to too
        much; TIMEOUT.
        """
        pages = [page for number in range(1, self._count + 1) if (page := self._attempt(number))]
        if self._bomb and not any(page.items for page in pages):
            raise Unreadable(Reason.BOMB, detail=repr(self._bomb))
        if self._took_too_long and not any(page.items for page in pages):
            raise Unreadable(Reason.TIMEOUT)
        return PrintedFile(
            pages=tuple(pages),
            failed=tuple(self._failed),
            outline=_outline(self._reader),
            scanned=tuple(self._scanned),
            recognised=tuple(self._recognised),
            unseen=dict(self._unseen),
        )

    def _attempt(self, number: int) -> Page | None:
        """The page, or None for one that cannot be read: one bad page does not spoil the others."""
        try:
            with _within(min(_SECONDS_OF_A_PAGE, self._until - time.monotonic())):
                return self._page(self._reader.pages[number - 1], number)
        except MemoryError:
            raise
        except _TookTooLong:
            self._took_too_long = True
        except LimitReachedError as error:
            if _UNPACKING.search(str(error)):
                self._bomb = error
        except Exception as error:
            _log.debug("page %d: %r", number, error)
        self._failed.append(number)
        return None

    def _page(self, page: PageObject, number: int) -> Page:
        sight = _seen(page, _canvas(page))
        is_recognised = sight.canvas.unseen[Unseen.TRANSPARENT] > 0 and sight.canvas.pictured >= _FULL_PAGE
        if is_recognised:
            sight = _seen(page, _canvas(page, keeps_transparent=True))
            self._recognised.append(number)
        unseen = sight.canvas.unseen
        if unseen and _letters(page.extract_text()) != _letters(sight.text):  # spaces in white hide nothing
            self._unseen += unseen
        elif has_displaced(sight.fragments):
            sight = replace(sight, fragments=self._seen_by_pdfium(number) or sight.fragments)
        letters = _letters(sight.text).total()
        if sight.canvas.pictured >= (_FULL_PAGE if letters else _PICTURE) and letters < _FEW_LETTERS:
            self._scanned.append(number)
        self._unseen += unseen_marks(sight.text)
        return Page(number, float(page.mediabox.width), tuple(_items(page, sight)))

    def _seen_by_pdfium(self, number: int) -> tuple[Fragment, ...]:
        """The words of a page whose pieces are drawn out of order; none where PDFium cannot read the file."""
        from ingest.printed.pdfium_words import words_on  # for few files: nobody else loads the library

        return words_on(self._content, number)


@dataclass(frozen=True)
class _Sight:
    """What is seen on a page: its text, the pieces of it at their places, what was painted."""

    text: str
    fragments: tuple[Fragment, ...]
    canvas: Canvas


def _canvas(page: PageObject, keeps_transparent: bool = False) -> Canvas:
    resources = page.get("/Resources")
    box = page.cropbox
    seen = Rule(*map(float, (box.left, box.bottom, box.right, box.top)))
    if min(seen.right - seen.left, seen.top - seen.bottom) < _SMALLEST_PAGE:  # nonsense: nothing lies outside
        seen = Rule(-FURTHEST, -FURTHEST, FURTHEST, FURTHEST)
    return Canvas(resources.get_object() if resources else {}, seen, keeps_transparent)


def _seen(page: PageObject, canvas: Canvas) -> _Sight:
    fragments: list[Fragment] = []

    def take(text: str, now: list[float], text_now: list[float], font: Any, size: float) -> None:
        fragment = _fragment(text, product(text_now, canvas.on_page(now)), font, size)
        if max(abs(fragment.x), abs(fragment.y), fragment.size) < FURTHEST:  # False for what is no number, too
            fragments.append(fragment)

    text = page.extract_text(
        visitor_text=take, visitor_operand_before=canvas.before, visitor_operand_after=canvas.after
    )
    return _Sight(text, tuple(fragments), canvas)


def _items(page: PageObject, sight: _Sight) -> Iterator[Line | Table]:
    items = with_tables(sight.fragments, sight.canvas.rules)
    if _has_lost_spaces(sight.text):
        spaced = page.extract_text(
            extraction_mode="layout", layout_mode_space_vertically=False, layout_mode_scale_weight=2.5
        )
        items = [each_line(item, lambda line: respaced(line, spaced)) for item in items]
    cleaned = (each_line(item, _clean) for item in items)
    return (item for item in cleaned if isinstance(item, Table) or item.text.strip())


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isalnum())


def _has_lost_spaces(text: str) -> bool:
    runs = _KOREAN_RUN.findall(text)
    return len(runs) >= _FEWEST_RUNS and sum(map(len, runs)) / len(runs) > _LONGEST_MEAN_RUN


def _clean(line: Line) -> Line:
    return replace(line, text=with_bullets(line.text))


def _fragment(text: str, matrix: Sequence[float], font: Any, size: float) -> Fragment:
    name = str(font.get("/BaseFont", "")) if font else ""
    return Fragment(text, matrix[4], matrix[5], size * hypot(matrix[2], matrix[3]), "bold" in name.lower())


def _outline(reader: PdfReader) -> tuple[OutlineEntry, ...]:
    """The document's outline; empty where there is none, or a broken one."""
    try:
        with _within(_SECONDS_OF_A_PAGE):
            return tuple(_entries(reader, reader.outline, 1))
    except (_TookTooLong, Exception):
        return ()


def _entries(reader: PdfReader, outline: Sequence[Any], level: int) -> Iterator[OutlineEntry]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _entries(reader, entry, level + 1)
        elif isinstance(entry, Destination):
            number = reader.get_destination_page_number(entry)
            if entry.title and number is not None:
                yield OutlineEntry(clean(str(entry.title)), level, number + 1)
