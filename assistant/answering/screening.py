"""Screening a question before anything else happens with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.domain.answers import Status

_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}
_KEPT_CONTROLS = {"\n", "\t"}
_MANIPULATION = re.compile(
    r"(이전|앞|위|기존|시스템)\S{0,4}\s*(지시|명령|규칙|프롬프트)\S{0,4}\s*(을|를)?\s*(모두\s*|전부\s*|다\s*)?(무시|잊|버려|따르지)"
    r"|(시스템|내부|숨은|숨겨진)\s*(프롬프트|지시문|명령문)\S{0,3}\s*(을|를)?\s*(보여|알려|출력|공개|말해)"
    r"|(ignore|disregard|forget)\s+(all\s+|any\s+)?(of\s+)?(the\s+|your\s+)?(previous|prior|above|system)\s+(instruction|prompt|rule)"
    r"|(show|reveal|print|repeat|output)\s+(me\s+)?(your|the)\s+(system|hidden|initial)\s+(prompt|instruction|message)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Screened:
    """The cleaned question, and the status that ends it here (None: go on)."""

    text: str
    status: Status | None = None


def screen(text: str, max_characters: int) -> Screened:
    """Remove invisible characters, then refuse what is empty, too long or meant to override the rules.

    The length limit counts the characters the person can see.
    """
    cleaned = clean(text)
    if len(cleaned) > max_characters:
        return Screened(text=cleaned, status=Status.REFUSED_TOO_LONG)
    if not any(character.isalnum() for character in cleaned):
        return Screened(text=cleaned, status=Status.NEEDS_CLARIFICATION)
    if _MANIPULATION.search(cleaned):
        return Screened(text=cleaned, status=Status.REFUSED_MANIPULATION)
    return Screened(text=cleaned)


def clean(text: str) -> str:
    """Compose Hangul (NFC), drop invisible, bidirectional and control characters, fold runs of spaces."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        character
        for character in composed
        if character in _KEPT_CONTROLS or unicodedata.category(character) not in _INVISIBLE
    )
    return re.sub(r"[ \t ]+", " ", visible).strip()
