"""Pictures and scans of text."""

from __future__ import annotations

from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.chunking import Chunker
from ingest.readers.pdf import PdfFileReader
from ingest.readers.pictures import JpegReader, PictureReader, PngReader, TiffReader
from ingest.readers.recognised import RECOGNISED
from ingest.recognition.tesseract import find_program
from tests.ingest.pdf_files import Sheet, paragraph, pdf
from tests.ingest.pictures import LINES, drawn, needs_tesseract, picture


def squeezed(text: str) -> str:
    return "".join(text.split())


@needs_tesseract()
def test_a_picture_is_read_and_says_so_wherever_it_is_cited() -> None:
    read = PngReader().read(picture("PNG"), "스캔.png")
    assert [block.text for block in read.blocks] == list(LINES)
    assert {(chunk.heading, chunk.page) for chunk in Chunker().split(read.blocks)} == {((RECOGNISED,), None)}
    assert "글자 인식(OCR)" in read.warnings[0]


@needs_tesseract()
def test_pages_of_a_tiff_are_pages() -> None:
    made = BytesIO()
    drawn(LINES[:1]).save(made, "TIFF", save_all=True, append_images=[drawn(LINES[1:])])
    read = TiffReader().read(made.getvalue(), "스캔.tiff")
    assert {block.page for block in read.blocks} == {1, 2}


@needs_tesseract()
def test_scanned_pages_among_others_are_recognised_in_their_places() -> None:
    page = drawn(blank=400)
    scan = Sheet(painted="q 595 0 0 382 0 400 cm /Im Do Q", picture=(page.width, page.height, page.tobytes()))
    sheets = [Sheet(paragraph(["첫 쪽의 글입니다."], 780)), scan, Sheet(paragraph(["끝 쪽의 글입니다."], 780))]
    read = PdfFileReader().read(pdf(sheets), "보고서.pdf")
    assert [block.page for block in read.blocks if RECOGNISED not in block.heading] == [1, 3]
    found = squeezed("".join(block.text for block in read.blocks if RECOGNISED in block.heading))
    assert SequenceMatcher(None, found, squeezed("".join(LINES))).ratio() > 0.85
    assert any("2쪽" in warning and "OCR" in warning for warning in read.warnings)


@pytest.mark.parametrize(
    ("reader", "content", "reason"),
    [
        (PngReader(), b"", Reason.EMPTY_FILE),
        (PngReader(), picture("JPEG"), Reason.TYPE_MISMATCH),
        (JpegReader(), picture("PNG"), Reason.TYPE_MISMATCH),
        (TiffReader(), b"text", Reason.TYPE_MISMATCH),
    ],
)
def test_what_is_no_such_picture_is_refused(reader: PictureReader, content: bytes, reason: Reason) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        reader.read(content, "a")
    assert refusal.value.reason is reason


def test_without_tesseract_a_picture_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentRefused) as refusal:
        PngReader().read(picture("PNG"), "스캔.png")
    assert refusal.value.reason is Reason.NEEDS_OCR
    assert "tesseract" in refusal.value.message


@pytest.mark.parametrize("languages", ["eng\nosd", "kor\neng"])
def test_tesseract_counts_only_with_korean(languages: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\necho 'List of available languages:\n{languages}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    found = find_program()
    assert (found.languages if found else None) == ("kor+eng" if "kor" in languages else None)


@needs_tesseract()
@pytest.mark.parametrize(("cut", "reason"), [(200, Reason.CORRUPT), (None, Reason.NO_TEXT)])
def test_damaged_and_empty_pictures_are_refused(cut: int | None, reason: Reason) -> None:
    made = BytesIO()
    Image.new("L", (300, 300), 255).save(made, "PNG")
    content = made.getvalue() if cut is None else picture("PNG")[:cut]
    with pytest.raises(DocumentRefused) as refusal:
        PngReader().read(content, "a.png")
    assert refusal.value.reason is reason
