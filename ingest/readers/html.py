"""Web pages: what a browser would show, with headings, lists and tables."""

from __future__ import annotations

import re

from assistant.domain.synchronising import Reason
from ingest.cleaning import clean, one_line
from ingest.formats import Format, format_of
from ingest.isolation import ROOM, Room, Unreadable
from ingest.office.tidying import tidied
from ingest.readers.protocol import ReadDocument
from ingest.refusals import mismatch, refusal_of, refused
from ingest.unseen import unseen_warnings
from ingest.web_pages.encoding import page_text
from ingest.web_pages.reading import read_web_page

_SECONDS = 45.0
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class HtmlReader:
    """Reads web pages, in a process of its own. The title stands in for a missing heading; the language is kept."""

    media_type = "text/html"

    def __init__(self, room: Room = ROOM) -> None:
        self._room = room

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a file. Raises DocumentRefused: EMPTY_FILE, TYPE_MISMATCH, BAD_ENCODING, CORRUPT, NO_TEXT, TIMEOUT."""
        found_format = format_of(content[:4096])
        if found_format not in (Format.HTML, Format.TEXT, Format.UNKNOWN):
            raise mismatch(name, Format.HTML, found_format)
        text = page_text(content, name)
        try:
            found = self._room.run(read_web_page, text.encode("utf-8", "ignore"), _SECONDS)
        except Unreadable as unreadable:
            raise refusal_of(unreadable, name) from None
        blocks, first_heading = tidied(found.pieces)
        if not blocks:
            raise refused(Reason.NO_TEXT, name)
        metadata = {"language": found.language} if _LANGUAGE.fullmatch(found.language or "") else {}
        title = one_line(clean(found.title or "")) or None
        return ReadDocument(metadata, blocks, first_heading or title, unseen_warnings(found.unseen), found.unseen)
