"""A drop of files as offices have them: many reports in several formats, and some that can be no document."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright

from assistant.domain.synchronising import Reason
from evals.intake.reports import report

CHROMIUM = Path("/usr/bin/chromium")
_ENCRYPTED_FLAG = 1


def good_files(folder: Path, count: int) -> list[Path]:
    """Write so many different reports: a third of them PDF, a third Markdown, the rest text and Word."""
    texts = {number: report(number, sentences=8 + number % 3 * 8) for number in range(count)}
    paths = [folder / f"보고서 {number:03}{_suffix(number)}" for number in texts]
    with_pages = {path: texts[number] for number, path in enumerate(paths) if path.suffix == ".pdf"}
    print_pages(with_pages)
    for path, text in zip(paths, texts.values(), strict=True):
        match path.suffix:
            case ".docx":
                _word(text).save(str(path))
            case ".txt":
                path.write_text(text.replace("#", "").strip(), "utf-8")
            case ".md":
                path.write_text(text, "utf-8")
    return paths


def bad_files(folder: Path, max_file_bytes: int) -> dict[Path, Reason]:
    """Write ten files that no document can be made of, each with the reason to expect."""
    good = BytesIO()
    _word(report(1_000_000)).save(good)
    word = good.getvalue()
    contents = {
        "빈 파일.md": (b"", Reason.EMPTY_FILE),
        "빈칸뿐.txt": (b" \n\n \n", Reason.EMPTY_FILE),
        "설치.exe": (b"MZ\x90\x00" + bytes(200), Reason.UNSUPPORTED_TYPE),
        "회의.mp4": (b"\x00\x00\x00\x18ftypmp42", Reason.UNSUPPORTED_TYPE),
        "끊긴.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", Reason.CORRUPT),
        "그림인데.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(100), Reason.TYPE_MISMATCH),
        "끊긴.docx": (word[: len(word) // 2], Reason.CORRUPT),
        "암호.docx": (_locked(word), Reason.ENCRYPTED),
        "빈 쪽.pdf": (b"", Reason.NO_TEXT),
        "너무 큰.pdf": (b"%PDF-1.7\n" + bytes(max_file_bytes), Reason.TOO_LARGE),
    }
    for name, (content, _) in contents.items():
        (folder / name).write_bytes(content)
    print_pages({folder / "빈 쪽.pdf": ""})
    return {folder / name: reason for name, (_, reason) in contents.items()}


def print_pages(texts: dict[Path, str]) -> None:
    """Print Markdown texts to PDF files."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        for path, text in texts.items():
            page.set_content(f'<html lang="ko"><body>{MarkdownIt().render(text)}</body></html>')
            page.pdf(path=str(path), format="A4")
        browser.close()


def _suffix(number: int) -> str:
    return (".pdf", ".md", ".docx", ".pdf", ".md", ".txt")[number % 6]


def _word(text: str) -> WordDocument:
    document = Document()
    for part in text.split("\n\n"):
        heading = part.lstrip("#")
        level = len(part) - len(heading)
        document.add_heading(heading.strip(), level) if level else document.add_paragraph(part)
    return document


def _locked(package: bytes) -> bytes:
    """A package whose files all claim to be encrypted."""
    content = bytearray(package)
    for start in _headers(package):
        content[start] |= _ENCRYPTED_FLAG
    return bytes(content)


def _headers(package: bytes) -> Iterator[int]:
    """Where the flags of each file stand: in the header before it and in the directory."""
    with ZipFile(BytesIO(package)) as opened:
        yield from (entry.header_offset + 6 for entry in opened.infolist())
        place = opened.start_dir
        for entry in opened.infolist():
            yield place + 8
            place += 46 + len(entry.filename.encode()) + len(entry.extra) + len(entry.comment)
