"""Reading a Hangul or Office file: the job that is done in the room."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace

from assistant.domain.synchronising import Reason
from ingest.formats import Format, format_of, mismatch_words
from ingest.isolation import Unreadable
from ingest.office.hangul_files import seen_hangul_file
from ingest.office.packages import check_package, hidden_slides
from ingest.office.pieces import OfficeText
from ingest.office.word_files import printed_word_file
from ingest.unseen import Unseen, unseen_marks

_PACKAGES = (Format.HWPX, Format.DOCX, Format.PPTX, Format.XLSX)
_OFFICE = (Format.DOCX, Format.PPTX, Format.XLSX)


def read_office(content: bytes, expected: Format) -> OfficeText:
    """What a file says that should be of this format.

    Raises Unreadable: EMPTY_FILE, TYPE_MISMATCH, ENCRYPTED, CORRUPT, TOO_LARGE, UNSAFE_XML, UNSUPPORTED_TYPE.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable(Reason.EMPTY_FILE)
    _check_format(format_of(content), expected)
    unseen, hidden_parts = Counter[Unseen](), frozenset[str]()
    if expected in _PACKAGES:
        check_package(content)
    if expected is Format.DOCX:
        content, unseen = printed_word_file(content)
    if expected is Format.HWPX:
        content, unseen = seen_hangul_file(content)
    if expected is Format.PPTX:
        hidden_parts = hidden_slides(content)
    from ingest.office.dochan_pieces import dochan_text  # inside the room only: nobody else loads the library

    with tempfile.NamedTemporaryFile(suffix=f".{expected.name.lower()}") as file:
        file.write(content)
        file.flush()
        found = dochan_text(file.name, expected, hidden_parts)
    for piece in found.pieces:
        for text in (piece.text, *(cell for row in piece.rows for cell in row)):
            unseen += unseen_marks(text)
    return replace(found, unseen=dict(unseen + Counter(found.unseen)))


def _check_format(found: Format, expected: Format) -> None:
    if found is expected:
        return
    if found is Format.LOCKED_OFFICE and expected in _OFFICE:
        raise Unreadable(Reason.ENCRYPTED)
    is_cut_off = found is Format.OTHER_OLE and expected is Format.HWP
    if is_cut_off or (found is Format.BROKEN_ZIP and expected in _PACKAGES):
        raise Unreadable(Reason.CORRUPT)
    if found is Format.OLD_HWP and expected is Format.HWP:
        korean = "한글 97 이전의 옛 한글 문서는 읽지 못합니다. 한글에서 열어 HWPX로 다시 저장해 주세요."
        english = "Documents of Hangul before 2000 cannot be read. Open it in Hangul and save it as HWPX."
        raise Unreadable(Reason.UNSUPPORTED_TYPE, (korean, english))
    raise Unreadable(Reason.TYPE_MISMATCH, mismatch_words(expected, found))
