"""Marks at the beginning of a line: bullets, numbering, and what bullets turn into in PDF files."""

from __future__ import annotations

import re

from ingest.cleaning import clean

BULLET = "•"

# Private-use characters that symbol fonts (Wingdings, Symbol, Hancom's) show as bullets and arrows.
_SYMBOL_BULLET = re.compile("^\\s*[\ue000-\uf8ff\U000f0000-\U0010ffff]+\\s*")
_BULLET = re.compile(r"^(?:[•‣▪▫◦●○◯◎■▶▷►◆◇★☆➢➤✓✔ㅇ]|[-–—·](?=\s))\s*(?=\S)")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]\s|[가나다라마바사아자차카타파하][.)]\s|\((?:\d{1,2}|[가-하])\)\s?|[①-⑳]|※)")
_SECTION = re.compile(
    r"^(?:제\s?\d{1,3}\s?(?P<part>[편장절관조])(?=[\s(]|$)|(?P<roman>[Ⅰ-Ⅻ]|[IVX]{1,4})\.\s|(?P<box>[□❏❑])\s?)"
)
_LETTER_BULLET = re.compile(r"^[nl£§Ø] (?=[가-힣])")
# Spaces where Korean has none: between Chinese or Japanese characters, and inside title brackets.
_HAN = "\u3041-\u30ff\u4e00-\u9fff"
_APART = re.compile(f"(?<=[{_HAN}(]) (?=[{_HAN}])|(?<=[{_HAN}]) (?=\\))|(?<=[「『]) | (?=[」』])")
_PARTS = {"편": 1, "장": 1, "절": 2, "관": 3, "조": 3}


def with_bullets(text: str) -> str:
    """The line as people see it: a symbol-font mark at its beginning is a bullet; the end is left as it is."""
    return _APART.sub("", clean(_SYMBOL_BULLET.sub(f"{BULLET} ", text)))


def with_letter_bullets(text: str) -> str:
    """The line with a bullet for the letter (`n `, `£ `) that a symbol font's bullet was read as."""
    return _LETTER_BULLET.sub(f"{BULLET} ", text)


def has_letter_bullet(text: str) -> bool:
    """Whether the line begins with a letter that may be a symbol font's bullet."""
    return bool(_LETTER_BULLET.match(text))


def without_bullet(text: str) -> str:
    """The line without a bullet at its beginning; numbering stays, since people refer to it."""
    return _BULLET.sub("", text, count=1)


def begins_item(text: str) -> bool:
    """Whether the line begins a list item or note."""
    return bool(_BULLET.match(text) or _NUMBERING.match(text) or _SECTION.match(text))


def is_numbered(text: str) -> bool:
    """Whether the line begins with `1.`, `가.`, `(1)`, `①` or the like."""
    return bool(_NUMBERING.match(text))


def section_level(text: str) -> int | None:
    """The level (1 is outermost) of a mark that stands before headings: `제1장`, `Ⅰ.`, `□`; None without one."""
    match = _SECTION.match(text)
    if not match:
        return None
    if match["part"]:
        return _PARTS[match["part"]]
    return 1 if match["roman"] else 3


def without_box(text: str) -> str:
    """A heading without the box (`□`) before it."""
    return re.sub(r"^[□❏❑]\s*", "", text)
