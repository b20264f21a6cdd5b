"""What holds for the reader of every format."""

from __future__ import annotations

import ast
import subprocess
import sys
import unicodedata
from collections.abc import Callable

import pytest

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.readers import READERS, BlockKind, Reader
from tests.ingest.office_files import hangul_file, sheets_file, slides_file, word_file
from tests.ingest.pdf_files import Sheet, Text, paragraph, pdf
from tests.ingest.pictures import PICTURE_SUFFIXES, needs_tesseract, picture

MARKDOWN = "# 안내\n\n기업마다 최대 2억 원을 받습니다.\n\n| 구분 | 한도 |\n|---|---|\n| 소기업 | 2억 원 |\n"
PAGE = "<h1>안내</h1><p>기업마다 최대 2억 원을 받습니다.<table><tr><th>구분<th>한도<tr><td>소기업<td>2억 원</table>"
PLAIN = "안내\n\n기업마다 최대 2억 원을 받습니다.\n"
PDF = pdf([Sheet([Text("안내", 60, 780, 18), *paragraph(["기업마다 최대 이억 원을 받습니다."], 740)])])

SAMPLES: dict[str, Callable[[], bytes]] = {
    ".md": MARKDOWN.encode,
    ".markdown": MARKDOWN.encode,
    ".pdf": lambda: PDF,
    ".hwp": lambda: hangul_file(".hwp"),
    ".hwpx": lambda: hangul_file(".hwpx"),
    ".docx": word_file,
    ".docm": word_file,
    ".pptx": slides_file,
    ".xlsx": sheets_file,
    ".html": PAGE.encode,
    ".htm": lambda: PAGE.encode("cp949"),
    ".txt": PLAIN.encode,
    ".png": lambda: picture("PNG"),
    ".jpg": lambda: picture("JPEG"),
    ".jpeg": lambda: picture("JPEG"),
    ".tif": lambda: picture("TIFF"),
    ".tiff": lambda: picture("TIFF"),
    ".jsonl": '{"id": "a", "text": "기업마다 최대 2억 원을 받습니다."}'.encode,
}
ALL = pytest.mark.parametrize("suffix", sorted(READERS))
READABLE = pytest.mark.parametrize(
    "suffix",
    [
        pytest.param(suffix, marks=needs_tesseract() if suffix in PICTURE_SUFFIXES else ())
        for suffix in sorted({reader.media_type: suffix for suffix, reader in READERS.items()}.values())
    ],
)
"""One suffix for each reader."""


def reader(suffix: str) -> Reader:
    return READERS[suffix]()


@READABLE
def test_every_format_gives_blocks_of_clean_text(suffix: str) -> None:
    document = reader(suffix).read(SAMPLES[suffix](), f"안내{suffix}")
    assert document.blocks
    for block in document.blocks:
        for text in (block.text, *block.heading):
            assert text
            assert text == text.strip() == unicodedata.normalize("NFC", text)
            assert not any(unicodedata.category(letter) in ("Cf", "Co", "Cs") for letter in text)
        assert block.page is None or block.page >= 1


@READABLE
def test_every_table_has_a_header_a_rule_and_rows_of_one_line(suffix: str) -> None:
    blocks = reader(suffix).read(SAMPLES[suffix](), f"안내{suffix}").blocks
    for table in (block.text.split("\n") for block in blocks if block.kind is BlockKind.TABLE):
        assert len(table) >= 3
        assert set(table[1]) == set("| -")
        assert all(row.startswith("| ") and row.endswith(" |") for row in table)


@READABLE
def test_reading_twice_gives_the_same(suffix: str) -> None:
    one = reader(suffix)
    content = SAMPLES[suffix]()
    assert one.read(content, "a") == one.read(content, "a") == reader(suffix).read(content, "b")


@ALL
def test_an_empty_file_is_refused_by_its_name_in_both_languages(suffix: str) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        reader(suffix).read(b"", f"빈 파일{suffix}")
    assert refusal.value.reason is Reason.EMPTY_FILE
    korean, english = refusal.value.message.removeprefix(f"빈 파일{suffix}: ").split(" / ")
    assert "빈 파일" in korean
    assert english.isascii()


@ALL
def test_a_file_of_another_format_is_refused(suffix: str) -> None:
    for content in (SAMPLES[".pdf"](), SAMPLES[".xlsx"](), SAMPLES[".hwp"](), b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"):
        if content[:4] == SAMPLES[suffix]()[:4]:
            continue
        with pytest.raises(DocumentRefused) as refusal:
            reader(suffix).read(content, "a")
        assert refusal.value.reason is Reason.TYPE_MISMATCH


@READABLE
def test_what_nobody_sees_is_counted_and_told(suffix: str) -> None:
    document = reader(suffix).read(SAMPLES[suffix](), f"안내{suffix}")
    assert all(count > 0 for count in document.unseen.values())
    assert bool(document.unseen) == any("보이지 않는 내용" in warning for warning in document.warnings)


def test_no_reader_loads_its_library_before_it_is_needed() -> None:
    loaded = "import sys, ingest.readers; print([name for name in sys.modules if '.' not in name])"
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    heavy = {"pypdf", "pypdfium2", "dochan", "selectolax", "PIL", "kiwipiepy"}
    assert not heavy & set(ast.literal_eval(ran.stdout))


def test_there_is_a_sample_of_every_format() -> None:
    assert set(SAMPLES) == set(READERS)
