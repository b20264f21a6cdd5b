"""Pictures of text (PNG, JPEG, TIFF): read where tesseract is installed, refused with advice where it is not."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from assistant.domain.synchronising import Reason
from ingest.isolation import ROOM, Room, Unreadable
from ingest.printed.blocks import BlockMaker
from ingest.printed.headings import heading_levels
from ingest.readers.protocol import ReadDocument
from ingest.readers.recognised import marked, merged
from ingest.recognition.reading import read_picture
from ingest.recognition.tesseract import Program, find_program
from ingest.refusals import refusal_of, refused

_SECONDS = 300.0
_MARGIN = 90.0
"""Seconds for the page that is being read when the time is over."""


class PictureReader:
    """Reads pictures of one format. A picture has no pages, unless its file holds several."""

    media_type: str
    kind: str
    """Pillow's name of the format."""
    beginnings: tuple[bytes, ...]

    def __init__(self, room: Room = ROOM) -> None:
        self._room = room

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a file.

        Raises DocumentRefused: EMPTY_FILE, TYPE_MISMATCH, NEEDS_OCR, CORRUPT, BOMB, NO_TEXT, TIMEOUT.
        """
        if not content.strip(b"\x00 \t\r\n"):
            raise refused(Reason.EMPTY_FILE, name)
        if not content.startswith(self.beginnings):
            raise refused(Reason.TYPE_MISMATCH, name)
        program = find_program()
        if program is None:
            raise refused(Reason.NEEDS_OCR, name)
        return self._read(content, name, program)

    def _read(self, content: bytes, name: str, program: Program) -> ReadDocument:
        job = partial(read_picture, program=program, kind=self.kind, seconds=_SECONDS)
        try:
            scans = self._room.run(job, content, _SECONDS + _MARGIN)
        except Unreadable as unreadable:
            raise refusal_of(unreadable, name) from None
        pages = merged([], scans)
        maker = BlockMaker(pages, heading_levels(pages, ()))
        blocks = tuple(marked(maker.blocks(), {page.number for page in pages}))
        if not blocks:
            raise refused(Reason.NO_TEXT, name)
        if len(scans) == 1:
            blocks = tuple(replace(block, page=None) for block in blocks)
        words = "그림의 글자를 글자 인식(OCR)으로 읽었습니다. 틀린 곳이 있을 수 있으니 확인해 주세요."
        return ReadDocument({}, blocks, maker.path.first, (words,))


class PngReader(PictureReader):
    """Reads PNG pictures."""

    media_type = "image/png"
    kind = "PNG"
    beginnings = (b"\x89PNG",)


class JpegReader(PictureReader):
    """Reads JPEG pictures."""

    media_type = "image/jpeg"
    kind = "JPEG"
    beginnings = (b"\xff\xd8\xff",)


class TiffReader(PictureReader):
    """Reads TIFF pictures, which may have several pages."""

    media_type = "image/tiff"
    kind = "TIFF"
    beginnings = (b"II*\x00", b"MM\x00*")
