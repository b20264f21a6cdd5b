"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from enum import Enum
from io import BytesIO


class Format(Enum):
    """A file format, with its name in Korean and in English."""

    PDF = ("PDF(.pdf)", "PDF (.pdf)")
    HWP = ("한글 문서(.hwp)", "Hangul (.hwp)")
    HWPX = ("한글 문서(.hwpx)", "Hangul (.hwpx)")
    OLD_HWP = ("옛 한글 문서(한글 97 이전)", "old Hangul (before 2000)")
    DOCX = ("Word 문서(.docx)", "Word (.docx)")
    PPTX = ("PowerPoint 문서(.pptx)", "PowerPoint (.pptx)")
    XLSX = ("Excel 문서(.xlsx)", "Excel (.xlsx)")
    LOCKED_OFFICE = ("암호가 걸린 Office 문서", "a locked Office document")
    DOC = ("옛 Word 문서(.doc)", "old Word (.doc)")
    PPT = ("옛 PowerPoint 문서(.ppt)", "old PowerPoint (.ppt)")
    XLS = ("옛 Excel 문서(.xls)", "old Excel (.xls)")
    OTHER_OLE = ("알 수 없는 OLE 파일", "an unknown OLE file")
    ZIP = ("ZIP 파일", "a ZIP file")
    BROKEN_ZIP = ("손상된 ZIP 파일", "a damaged ZIP file")
    PICTURE = ("그림 파일", "a picture")
    RTF = ("서식 있는 글(.rtf)", "rich text (.rtf)")
    HTML = ("웹 페이지(.html)", "a web page (.html)")
    TEXT = ("글 파일(.txt)", "a text file (.txt)")
    UNKNOWN = ("알 수 없는 형식", "an unknown format")

    @property
    def korean(self) -> str:
        return self.value[0]

    @property
    def english(self) -> str:
        return self.value[1]


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = (
    (b"\x89PNG", Format.PICTURE),
    (b"\xff\xd8\xff", Format.PICTURE),
    (b"GIF8", Format.PICTURE),
    (b"II*\x00", Format.PICTURE),
    (b"MM\x00*", Format.PICTURE),
    (b"{\\rtf", Format.RTF),
    (b"HWP Document File V3", Format.OLD_HWP),
)
_STREAMS = (
    ("HwpSummaryInformation", Format.HWP),
    ("EncryptedPackage", Format.LOCKED_OFFICE),
    ("WordDocument", Format.DOC),
    ("PowerPoint Document", Format.PPT),
    ("Workbook", Format.XLS),
    ("Book", Format.XLS),
)
"""Names of streams in an OLE file, as its directory lists them."""
_FOLDERS = (("word/", Format.DOCX), ("ppt/", Format.PPTX), ("xl/", Format.XLSX))


def mismatch_words(expected: Format, found: Format) -> tuple[str, str]:
    """That the name and the content of a file disagree, and what to do, in Korean and in English."""
    return (
        f"이름은 {expected.korean}인데 실제 내용은 {found.korean}입니다. 알맞은 확장자로 다시 저장해 주세요.",
        f"The name says {expected.english}, the content is {found.english}. Save it with the right ending.",
    )


def format_of(content: bytes) -> Format:
    """The format of a file. May need much memory for a hostile ZIP file: call it inside the room."""
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    if content.startswith(b"PK"):
        return _zip_format(content)
    if content.startswith(_OLE):
        return _ole_format(content)
    for beginning, found in _BEGINNINGS:
        if content.startswith(beginning):
            return found
    return _text_format(content[:4096])


def _zip_format(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 128:
                marker = archive.read("mimetype").strip()
                return Format.HWPX if marker == b"application/hwp+zip" else Format.ZIP
    except Exception:  # zipfile raises a dozen kinds of error for what is no ZIP file
        return Format.BROKEN_ZIP
    return format_by_names(names)


def format_by_names(names: Iterable[str]) -> Format:
    """What a ZIP file is by the names of what is in it: an Office document, or an archive of files."""
    inside = list(names)
    found = (kind for folder, kind in _FOLDERS if any(name.startswith(folder) for name in inside))
    return next(found, Format.ZIP)


def _ole_format(content: bytes) -> Format:
    if b"HWP Document File" in content:
        return Format.HWP
    found = (kind for name, kind in _STREAMS if name.encode("utf-16-le") in content)
    return next(found, Format.OTHER_OLE)


def _text_format(beginning: bytes) -> Format:
    if b"\x00" in beginning:
        return Format.UNKNOWN
    try:
        text = beginning.decode("utf-8", "strict" if len(beginning) < 4000 else "ignore").lstrip("\ufeff \t\r\n")
    except UnicodeDecodeError:
        return Format.UNKNOWN
    return Format.HTML if text[:15].lower().startswith(("<!doctype html", "<html")) else Format.TEXT
