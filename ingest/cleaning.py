"""From bytes to clean text: encodings, Unicode form, characters nobody can see."""

from __future__ import annotations

import codecs
import re
import unicodedata

from assistant.domain.synchronising import Reason
from ingest.refusals import refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_OTHER_FORMATS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"GIF8")
_GUESSED = [("utf-8", "strict"), ("utf-8", "surrogatepass"), ("cp949", "strict")]

# Controls but tab and line feed; soft hyphen, zero-width and direction marks, variation selectors, tag characters;
# lone halves of surrogate pairs, which cannot be stored; characters without a meaning of their own.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# What Korean and English texts are written with.
_LIKELY = re.compile("[\t\n\r\x20-\x7e\u2010-\u203b\u3000-\u301c가-힣]")
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_WIDE_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Ligatures and radicals that PDF files give for plain letters: `ﬁ` for fi, `⼈` for 人.
_LOOK_ALIKES = re.compile("[\ufb00-\ufb06\u2e80-\u2fdf]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def decode(content: bytes, name: str) -> str:
    """The text of a file: by its byte order mark, else UTF-8, UTF-16 or CP949 (Korean Windows); each strictly, but for
    lone halves of surrogate pairs, which `clean` drops.

    Raises DocumentRefused: EMPTY_FILE without any content, TYPE_MISMATCH where the bytes are no text, BAD_ENCODING.
    """
    if not content.strip():
        raise refused(Reason.EMPTY_FILE, name)
    encodings = next(([(encoding, "strict")] for bom, encoding in _BOMS if content.startswith(bom)), None)
    if encodings is None and b"\x00" in content and (guessed := _utf_16(content)):
        encodings = [(guessed, "strict")]
    if content.startswith(_OTHER_FORMATS) or (encodings is None and b"\x00" in content):
        raise refused(Reason.TYPE_MISMATCH, name)
    for encoding, errors in encodings or _GUESSED:
        try:
            text = content.decode(encoding, errors)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise refused(Reason.EMPTY_FILE, name)
        return text
    raise refused(Reason.BAD_ENCODING, name)


def _utf_16(content: bytes) -> str | None:
    """Which UTF-16 a text without a byte order mark is in, told by the zeros of its spaces and line feeds."""
    even, odd = content[:4096:2].count(0), content[1:4096:2].count(0)
    if len(content) % 2 or min(even, odd) > 0.1 * max(even, odd):
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    sample = content[:4096].decode(encoding, "replace")
    return encoding if len(_LIKELY.findall(sample)) > 0.9 * len(sample) else None


def clean(text: str) -> str:
    """The text in composed form (NFC) with line feeds only, plain spaces, and nothing invisible in it."""
    text = _LINE_BREAKS.sub("\n", text)
    text = _WIDE_SPACES.sub(" ", text)
    text = _LOOK_ALIKES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return _PRIVATE_USE.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
