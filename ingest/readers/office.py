"""Hangul and Office files: HWP, HWPX, DOCX, DOCM, PPTX, XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from assistant.domain.synchronising import Reason
from ingest.formats import Format
from ingest.isolation import ROOM, Room, Unreadable
from ingest.office.pieces import OfficeText
from ingest.office.reading import read_office
from ingest.office.tidying import tidied
from ingest.readers.protocol import ReadDocument
from ingest.refusals import refusal_of, refused
from ingest.unseen import unseen_warnings


class OfficeReader:
    """Reads one of these formats, in a process of its own. Pages are unknown: sections, slides and sheets are named."""

    media_type: str
    format: Format

    def __init__(self, room: Room = ROOM, seconds: float = 60.0) -> None:
        self._room = room
        self._seconds = seconds

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a file.

        Raises DocumentRefused: EMPTY_FILE, TYPE_MISMATCH, ENCRYPTED, CORRUPT, NO_TEXT, TOO_LARGE, UNSAFE_XML, TIMEOUT,
        UNSUPPORTED_TYPE.
        """
        try:
            found = self._room.run(partial(read_office, expected=self.format), content, self._seconds)
        except Unreadable as unreadable:
            raise refusal_of(unreadable, name) from None
        blocks, first_heading = tidied(found.pieces)
        if not blocks:
            raise refused(Reason.NO_TEXT, name)
        return ReadDocument({}, blocks, first_heading, tuple(_warnings(found)), found.unseen)


class HwpReader(OfficeReader):
    """Reads Hangul files (HWP 5)."""

    media_type = "application/x-hwp"
    format = Format.HWP


class HwpxReader(OfficeReader):
    """Reads Hangul files (HWPX)."""

    media_type = "application/hwp+zip"
    format = Format.HWPX


class DocxReader(OfficeReader):
    """Reads Word files."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    format = Format.DOCX


class DocmReader(DocxReader):
    """Reads Word files with macros; the macros are left alone."""

    media_type = "application/vnd.ms-word.document.macroEnabled.12"


class PptxReader(OfficeReader):
    """Reads PowerPoint files; the slide is the outermost heading."""

    media_type = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    format = Format.PPTX


class XlsxReader(OfficeReader):
    """Reads Excel files; the sheet is the outermost heading."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format = Format.XLSX


def _warnings(found: OfficeText) -> Iterator[str]:
    yield from unseen_warnings(found.unseen)
    if found.hidden_parts:
        yield f"숨긴 슬라이드나 시트가 있어 뺐습니다: {', '.join(found.hidden_parts)[:200]}"
    if found.doubts:
        yield f"읽지 못했거나 확실하지 않은 곳이 있습니다({len(found.doubts)}건): {found.doubts[0][:120]}"
