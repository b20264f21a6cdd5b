"""Pictures of text, and whether the program that reads them is here."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.recognition.tesseract import find_program

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
LINES = ("스마트공장 지원 안내", "기업마다 최대 이억 원을 받습니다.", "신청 전에 공급기업과 협의해야 합니다.")
_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def needs_tesseract() -> pytest.MarkDecorator:
    """Skips a test where tesseract with Korean, or a Korean font to draw with, is not installed."""
    is_here = find_program() is not None and _FONT.is_file()
    return pytest.mark.skipif(not is_here, reason="tesseract with its Korean data, or a Korean font, is not installed")


def drawn(lines: tuple[str, ...] = LINES, blank: int = 0) -> Image.Image:
    """Paper with these lines on it, as a scanner gives it at 300 dots per inch; with so many blank rows below."""
    page = Image.new("L", (1400, 200 + 100 * len(lines) + blank), 255)
    font = ImageFont.truetype(str(_FONT), 48) if _FONT.is_file() else ImageFont.load_default(48)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((120, 100 + 100 * number), line, fill=0, font=font)
    return page


def picture(kind: str) -> bytes:
    """That page as a file; `kind` is Pillow's name of the format."""
    made = BytesIO()
    drawn().save(made, kind)
    return made.getvalue()
