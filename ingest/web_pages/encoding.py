"""The text of a web page: by its byte order mark, by what it says of itself, or by trying."""

from __future__ import annotations

import codecs
import re

from ingest.cleaning import decode

_DECLARED = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_PROLOG = 4096
"""Bytes at the beginning in which a page says how it is encoded."""
_KOREAN = ("euc-kr", "euc_kr", "ks_c_5601-1987", "ksc5601", "korean", "windows-949", "uhc", "ms949")
_MOST_LOST = 0.005
"""Share of letters that may be damaged in a page whose encoding is declared."""


def page_text(content: bytes, name: str) -> str:
    """The text of a web page. Raises DocumentRefused: EMPTY_FILE, TYPE_MISMATCH, BAD_ENCODING."""
    declared = _declared(content)
    if declared and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode(declared, "replace")
        if b"\x00" not in content and text.strip() and text.count("\ufffd") <= _MOST_LOST * len(text):
            return text
    return decode(content, name)


def _declared(content: bytes) -> str | None:
    """The encoding a page names, in Python's word for it; EUC-KR is taken for CP949, which has more letters."""
    match = _DECLARED.search(content[:_PROLOG])
    if not match:
        return None
    said = match[1].decode("ascii").lower()
    if said in _KOREAN:
        return "cp949"
    try:
        found = codecs.lookup(said).name
    except LookupError:
        return None
    return found if found in ("utf-8", "cp949", "cp1252", "iso8859-1", "shift_jis", "gbk", "big5", "euc_jp") else None
