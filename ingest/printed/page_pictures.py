"""A page of a PDF file as a picture, to be seen beside the text that was read from it."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from assistant.domain.synchronising import Reason
from ingest.isolation import ROOM, Room, Unreadable
from ingest.refusals import refusal_of

MIN_WIDTH = 100
MAX_WIDTH = 2400
"""Dots. Wider pictures show no more of a page on paper."""
_MOST_DOTS = 12_000_000
"""Of one picture: a long strip is drawn narrower than asked for."""
_A_LITTLE_LESS = 1 - 1e-9
"""PDFium's lengths are rounded up: no dot for what rounding has added."""
_SECONDS = 20.0
_PASSWORD_ERROR = "password"
_PDF = "application/pdf"


def page_picture(content: bytes, name: str, media_type: str, page: int, width: int, room: Room = ROOM) -> bytes | None:
    """A page (counted from 1) as a PNG picture `width` dots wide; None where the format has no pages to draw, or the
    file no such page.

    `width` is brought between `MIN_WIDTH` and `MAX_WIDTH`; `name` is for messages. Raises DocumentRefused: ENCRYPTED,
    CORRUPT, TOO_LARGE, TIMEOUT.
    """
    if media_type != _PDF or page < 1:
        return None
    job = partial(draw_page, page=page, width=min(MAX_WIDTH, max(MIN_WIDTH, width)))
    try:
        return room.run(job, content, _SECONDS)
    except Unreadable as unreadable:
        raise refusal_of(unreadable, name) from None


def draw_page(content: bytes, page: int, width: int) -> bytes | None:
    """The picture; the job that is done in the room. Raises Unreadable: ENCRYPTED, CORRUPT."""
    import pypdfium2  # inside the room only: nobody else loads the library

    try:
        document = pypdfium2.PdfDocument(content)
        if page > len(document):
            return None
        document.init_forms()
        sheet = document[page - 1]
        across, down = (max(length, 1.0) for length in sheet.get_size())
        scale = min(width / across, (_MOST_DOTS / (across * down)) ** 0.5)
        picture = sheet.render(scale=scale * _A_LITTLE_LESS, may_draw_forms=True).to_pil()
    except pypdfium2.PdfiumError as error:
        is_locked = _PASSWORD_ERROR in str(error).lower()
        raise Unreadable(Reason.ENCRYPTED if is_locked else Reason.CORRUPT, detail=str(error)) from None
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
