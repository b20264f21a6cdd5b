"""Pages as pictures: drawn in the room, of the width asked for, and refused with a reason where the file is bad."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfWriter

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.printed.page_pictures import MAX_WIDTH, MIN_WIDTH, page_picture
from tests.ingest.pdf_files import Sheet, pdf

BLACK_BELOW = Sheet(rules=[(0, 0, 595, 421)])
WHOLE = pdf([Sheet(), BLACK_BELOW])
PDF = "application/pdf"


def drawn(page: int, width: int, content: bytes = WHOLE) -> Image.Image:
    picture = page_picture(content, "a.pdf", PDF, page, width)
    assert picture is not None
    return Image.open(BytesIO(picture), formats=["PNG"])


def locked() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(WHOLE))
    writer.encrypt("secret", "owner", algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def long_strip() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=14_000)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_the_page_asked_for_is_drawn() -> None:
    first, second = drawn(1, 600).convert("L"), drawn(2, 600).convert("L")
    assert first.size == second.size == (600, 850)
    assert first.getextrema() == (255, 255)
    assert (second.getpixel((300, 100)), second.getpixel((300, 800))) == (255, 0)


@pytest.mark.parametrize(("asked", "given"), [(1, MIN_WIDTH), (1_000_000, MAX_WIDTH)])
def test_the_width_has_limits(asked: int, given: int) -> None:
    assert drawn(1, asked).width == given


def test_a_long_strip_is_drawn_narrower() -> None:
    picture = drawn(1, 2000, long_strip())
    assert picture.width < 300
    assert picture.width * picture.height < 12_100_000


@pytest.mark.parametrize("page", [-1, 0, 3])
def test_there_is_no_picture_of_a_page_that_is_not_there(page: int) -> None:
    assert page_picture(WHOLE, "a.pdf", PDF, page, 600) is None


@pytest.mark.parametrize("media_type", ["text/markdown", "application/vnd.hancom.hwpx", "image/png"])
def test_other_formats_have_no_pages(media_type: str) -> None:
    assert page_picture(b"anything", "a", media_type, 1, 600) is None


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (locked, Reason.ENCRYPTED),
        (lambda: b"", Reason.CORRUPT),
        (lambda: b"no pdf", Reason.CORRUPT),
        (lambda: WHOLE[:200], Reason.CORRUPT),
    ],
    ids=["locked", "empty", "text", "cut off"],
)
def test_a_bad_file_is_refused_with_its_name(made: Callable[[], bytes], reason: Reason) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        page_picture(made(), "나쁜 파일.pdf", PDF, 1, 600)
    assert refusal.value.reason is reason
    assert refusal.value.message.startswith("나쁜 파일.pdf: ")
