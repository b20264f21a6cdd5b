"""The text of a text file before it is cleaned: what it was written in, and what cleaning will drop."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import DocumentRefused
from ingest.cleaning import decode

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, kw_only=True)
class RawText:
    """A text as it was decoded, and the encoding it was taken to be in."""

    text: str
    encoding: str


def raw_text(content: bytes, media_type: str) -> RawText | None:
    """The text of a file whose bytes are text; None for other formats."""
    if not (media_type.startswith("text/") or media_type == "application/json"):
        return None
    try:
        text = decode(content, "")
    except DocumentRefused:
        return None
    return RawText(text=text, encoding=_encoding(content))


def _encoding(content: bytes) -> str:
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp949"
    return "utf-8"
