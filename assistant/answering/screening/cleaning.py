"""Cleaning what people write: only what can be seen is kept."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}
_KEPT_CONTROLS = {"\n", "\t"}


def clean(text: str) -> str:
    """Compose Hangul (NFC), drop invisible, bidirectional and control characters, fold runs of spaces."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        character
        for character in composed
        if character in _KEPT_CONTROLS or unicodedata.category(character) not in _INVISIBLE
    )
    return re.sub(r"[ \t\u00a0\u3000]+", " ", visible).strip()
