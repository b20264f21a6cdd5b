"""Reading pictures and scanned pages: the jobs that are done in the room."""

from __future__ import annotations

import time
from collections.abc import Sequence
from io import BytesIO

from assistant.domain.synchronising import Reason
from ingest.isolation import Unreadable
from ingest.printed.page import Page
from ingest.recognition.tesseract import Program, lines_in

_DOTS = 300.0
"""Per inch: what tesseract reads best."""
_MOST_DOTS = 25_000_000
"""Of one picture. A larger page is drawn smaller, a larger picture is made smaller."""
_LARGEST = 100_000_000
"""Dots of a picture that is opened at all."""
_MOST_FRAMES = 200


def read_scans(content: bytes, program: Program, numbers: Sequence[int], seconds: float) -> tuple[Page, ...]:
    """What stands on these pages (from 1) of a PDF file; those there was no time for are left out."""
    import pypdfium2  # inside the room only: nobody else loads the library

    until = time.monotonic() + seconds
    pages = []
    try:
        document = pypdfium2.PdfDocument(content)
        for number in numbers:
            if time.monotonic() > until:
                break
            page = document[number - 1]
            width, height = page.get_size()
            dots = min(_DOTS, 72 * (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
            picture = page.render(scale=dots / 72, grayscale=True).to_pil()
            pages.append(Page(number, width, lines_in(picture, program, dots)))
            page.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(Reason.CORRUPT, detail=str(error)) from None
    return tuple(pages)


def read_picture(content: bytes, program: Program, kind: str, seconds: float) -> tuple[Page, ...]:
    """What stands in a picture; `kind` is Pillow's name of its format. Raises Unreadable: CORRUPT, BOMB."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _LARGEST
    until = time.monotonic() + seconds
    pages = []
    try:
        with Image.open(BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > _LARGEST:
                raise Unreadable(Reason.BOMB)
            for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
                if number > _MOST_FRAMES or time.monotonic() > until:
                    break
                grey = frame.convert("L")
                grey.thumbnail((_MOST_DOTS**0.5, _MOST_DOTS**0.5))
                pages.append(Page(number, grey.width * 72 / _DOTS, lines_in(grey, program, _DOTS)))
    except Image.DecompressionBombError:
        raise Unreadable(Reason.BOMB) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable(Reason.CORRUPT, detail=repr(error)) from None
    return tuple(pages)
