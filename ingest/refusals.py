"""Why a file is refused, in words a person can act on: the file, what is wrong, what to do."""

from __future__ import annotations

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.formats import Format, mismatch_words
from ingest.isolation.outcomes import Unreadable

_MEGABYTE = 1024 * 1024
_WORDS: dict[Reason, tuple[str, str]] = {
    Reason.EMPTY_FILE: (
        "내용이 없는 빈 파일입니다. 올바른 파일인지 확인해 주세요.",
        "The file is empty. Check that it is the right one.",
    ),
    Reason.NO_TEXT: (
        "읽을 수 있는 글자가 없습니다. 내용이 들어 있는 파일인지 확인해 주세요.",
        "There is no text to read. Check that it is the right file.",
    ),
    Reason.CORRUPT: (
        "파일이 손상되어 읽을 수 없습니다. 원본에서 다시 저장해 주세요.",
        "The file is damaged and cannot be read. Save it again from the original.",
    ),
    Reason.ENCRYPTED: (
        "암호가 걸려 있어 읽을 수 없습니다. 암호를 풀고 다시 저장해 주세요.",
        "The file is locked with a password. Remove it and save the file again.",
    ),
    Reason.UNSUPPORTED_TYPE: (
        "지원하지 않는 형식입니다. PDF(.pdf), 한글(.hwp, .hwpx), Word(.docx, .docm), PowerPoint(.pptx), Excel(.xlsx), "
        "웹 페이지(.html), Markdown(.md), 글(.txt), JSON 줄(.jsonl) 파일이나 그것을 묶은 .zip으로 올려 주세요.",
        "This format is not supported. Add it as .pdf, .hwp, .hwpx, .docx, .docm, .pptx, .xlsx, .html, .md, .txt or "
        ".jsonl, or several of them as a .zip.",
    ),
    Reason.TYPE_MISMATCH: (
        "확장자와 실제 내용이 다릅니다. 파일 형식을 확인하고 알맞은 확장자로 다시 저장해 주세요.",
        "The content is not what the name says. Save it with the right ending.",
    ),
    Reason.TOO_LARGE: (
        "파일이 너무 큽니다. 파일을 나누거나 그림의 크기를 줄여 주세요.",
        "The file is too large. Split it, or make its pictures smaller.",
    ),
    Reason.BOMB: (
        "압축을 풀면 지나치게 커지는 파일이라 읽지 않았습니다. 파일을 나누거나 그림을 줄여 주세요.",
        "The file becomes too large when unpacked. Split it, or make its pictures smaller.",
    ),
    Reason.UNSAFE_XML: (
        "문서 안에 안전하지 않은 XML 선언(DTD)이 있어 읽지 않았습니다. 원래 프로그램에서 열어 새 파일로 저장해 주세요.",
        "The document carries an unsafe XML declaration (DTD). Open it in its own program and save it as a new file.",
    ),
    Reason.UNSAFE_ARCHIVE: (
        "압축 파일 안에 다른 압축 파일이나 바로 가기(링크)가 있어 읽지 않았습니다. 문서만 바로 묶어 다시 올려 주세요.",
        "The archive holds another archive or a link, which is not read. Pack the documents themselves.",
    ),
    Reason.UNSAFE_NAME: (
        "압축 파일 안의 파일 이름이 안전하지 않아 읽지 않았습니다. 이름을 바꾸어 다시 묶어 주세요.",
        "A name inside the archive is not safe, so it was not read. Rename the file and pack it again.",
    ),
    Reason.NEEDS_OCR: (
        "글자가 아니라 그림(스캔)으로 된 문서입니다. 글자 인식(OCR)을 하여 저장한 파일을 올리거나, 서버에 tesseract와 "
        "한국어 자료(kor)를 설치한 뒤 다시 올려 주세요.",
        "The document is a picture (a scan). Run text recognition (OCR) and add the result, or install tesseract with "
        "its Korean data (kor) on the server.",
    ),
    Reason.TIMEOUT: (
        "읽는 데 너무 오래 걸려 그만두었습니다. 파일을 나누거나 원본에서 다시 저장해 주세요.",
        "Reading took too long and was stopped. Split the file, or save it again from the original.",
    ),
    Reason.BAD_METADATA: (
        "문서 정보(메타데이터)가 올바르지 않습니다. 아래 항목을 고쳐 주세요.",
        "The metadata is not right. Correct the entry named here.",
    ),
    Reason.BAD_ENCODING: (
        "글자를 읽을 수 없습니다. UTF-8로 다시 저장해 주세요.",
        "The letters cannot be decoded. Save the file as UTF-8.",
    ),
    Reason.LOW_QUALITY: (
        "글을 제대로 읽을 수 없어 받지 않았습니다. 원본을 다시 저장해 올려 주세요.",
        "The text cannot be read well enough. Save it again from the original.",
    ),
    Reason.DUPLICATE_ID: (
        "같은 ID의 문서가 이미 있습니다. 둘 중 하나의 id를 바꿔 주세요.",
        "Another document has the same id. Change one of the two.",
    ),
    Reason.NOT_FOUND: (
        "파일이나 폴더를 찾을 수 없습니다. 경로를 확인해 주세요.",
        "There is no such file or folder. Check the path.",
    ),
    Reason.INTERNAL: (
        "처리하는 중에 예상하지 못한 오류가 났습니다. 다시 시도해도 같으면 관리자에게 알려 주세요.",
        "It could not be taken in. Try again; if that does not help, tell the administrator.",
    ),
}
"""The usual sentences for each reason, in Korean and in English."""


def refused(reason: Reason, name: str, words: str | None = None, english: str | None = None) -> DocumentRefused:
    """The refusal to raise: `words` (Korean) and `english` say more exactly what is wrong and what to do than usual."""
    usual, usual_english = _WORDS[reason]
    return DocumentRefused(reason, f"{name}: {words or usual} / {english or usual_english}")


_ADVICE = {
    ".doc": ("옛 Word 문서(.doc)는 읽지 못합니다. Word나 한글에서 열어 .docx로", "Word", ".docx"),
    ".xls": ("옛 Excel 문서(.xls)는 읽지 못합니다. Excel에서 열어 .xlsx로", "Excel", ".xlsx"),
    ".ppt": ("옛 PowerPoint 문서(.ppt)는 읽지 못합니다. PowerPoint에서 열어 .pptx로", "PowerPoint", ".pptx"),
    ".rtf": ("서식 있는 글(.rtf)은 읽지 못합니다. Word에서 열어 .docx로", "Word", ".docx"),
    ".odt": ("ODF 문서(.odt)는 읽지 못합니다. 만든 프로그램에서 열어 .docx로", "its own program", ".docx"),
    ".ods": ("ODF 문서(.ods)는 읽지 못합니다. 만든 프로그램에서 열어 .xlsx로", "its own program", ".xlsx"),
    ".odp": ("ODF 문서(.odp)는 읽지 못합니다. 만든 프로그램에서 열어 .pptx로", "its own program", ".pptx"),
    ".csv": ("쉼표로 나눈 표(.csv)는 읽지 못합니다. Excel에서 열어 .xlsx로", "Excel", ".xlsx"),
    ".hwt": ("한글 서식 파일(.hwt)은 읽지 못합니다. 한글에서 열어 .hwpx로", "Hangul", ".hwpx"),
    ".hml": ("한글 XML 문서(.hml)는 읽지 못합니다. 한글에서 열어 .hwpx로", "Hangul", ".hwpx"),
    ".mht": ("웹 보관 파일(.mht)은 읽지 못합니다. 브라우저에서 열어 .pdf로", "a browser", ".pdf"),
    ".gif": ("GIF 그림은 읽지 못합니다. 그림 프로그램에서 열어 .png로", "a picture editor", ".png"),
    ".webp": ("WebP 그림은 읽지 못합니다. 그림 프로그램에서 열어 .png로", "a picture editor", ".png"),
    ".bmp": ("BMP 그림은 읽지 못합니다. 그림 프로그램에서 열어 .png로", "a picture editor", ".png"),
}
"""For formats people often have: what they are called and what to save them as."""


def unsupported(name: str, suffix: str) -> DocumentRefused:
    """The refusal to raise for a file with an ending (lower case, with its dot) that no reader reads."""
    if suffix not in _ADVICE:
        return refused(Reason.UNSUPPORTED_TYPE, name)
    korean, program, wanted = _ADVICE[suffix]
    english = f"Files ending in {suffix} are not read. Open it in {program} and save it as {wanted}."
    return refused(Reason.UNSUPPORTED_TYPE, name, f"{korean} 다시 저장해 주세요.", english)


def mismatch(name: str, expected: Format, found: Format) -> DocumentRefused:
    """The refusal to raise for a file whose name and content disagree."""
    return refused(Reason.TYPE_MISMATCH, name, *mismatch_words(expected, found))


def refusal_of(unreadable: Unreadable, name: str) -> DocumentRefused:
    """The refusal to raise for a file that could not be read in the room."""
    words, english = unreadable.words or (None, None)
    return refused(unreadable.reason, name, words, english)


def too_large(name: str, size: int, limit: int) -> DocumentRefused:
    """The refusal of a file of so many bytes."""
    words = (
        f"파일이 너무 큽니다({size / _MEGABYTE:.1f} MB, 최대 {limit / _MEGABYTE:.0f} MB). "
        "파일을 나누거나 그림의 크기를 줄여 주세요."
    )
    return refused(Reason.TOO_LARGE, name, words)
