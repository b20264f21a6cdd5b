"""Seeing through disguises: the ways in which a question can be read once its letters are put right.

The rules are held against every reading; people are only ever shown, and searched for, what they wrote.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator

_LOOKALIKES = str.maketrans("аеіорсухѕԁԛԝӏјһαοιντκρυ", "aeiopcyxsdqwljhaoivtkpu")
"""Cyrillic and Greek letters that look like Latin ones."""
_FIGURES = str.maketrans("013457@$!", "oieastasi")
_WITH_FIGURES = re.compile(r"(?<!\w)(?=[\w@$!]*[a-z])(?=[\w@$!]*[013457@$!])[a-z013457@$!]{4,}(?!\w)")
_TOKEN = re.compile(r"[^\W_]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}[ :]?){10,}(?![0-9a-fA-F])")
_SPACED_SHARE = 0.7
_FEWEST_SPACED = 6
_LONGEST_CODED = 4_000
"""Characters."""


def plain_readings(text: str) -> Iterator[str]:
    """The ways to read a cleaned text, in lower case, the text as it stands first."""
    folded = unicodedata.normalize("NFKC", text).lower()
    yield folded
    latin = folded.translate(_LOOKALIKES)
    if latin != folded:
        yield latin
    if _is_spaced_out(folded):
        yield "".join(_TOKEN.findall(folded))
    if _WITH_FIGURES.search(latin):
        yield _WITH_FIGURES.sub(lambda match: match.group().translate(_FIGURES), latin)
    if re.search(r"[a-z]{4}", latin):
        yield codecs.encode(latin, "rot13")
    yield folded[::-1]
    yield from map(str.lower, _decoded(text))


def _is_spaced_out(text: str) -> bool:
    """Whether most letters stand alone, with spaces or marks between them (무 시 해, i.g.n.o.r.e)."""
    tokens = _TOKEN.findall(text)
    alone = sum(len(token) == 1 for token in tokens)
    return alone >= _FEWEST_SPACED and alone / len(tokens) >= _SPACED_SHARE


def _decoded(text: str) -> Iterator[str]:
    """What stands in base64 or in hexadecimal figures in a text, where that is text again."""
    for match in _BASE64.finditer(text[:_LONGEST_CODED]):
        written = match.group().rstrip("=").replace("-", "+").replace("_", "/")
        written += "=" * (-len(written) % 4)
        try:
            yield base64.b64decode(written, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    for match in _HEX.finditer(text[:_LONGEST_CODED]):
        try:
            yield bytes.fromhex(re.sub(r"[ :]", "", match.group())).decode()
        except (ValueError, UnicodeDecodeError):
            continue
