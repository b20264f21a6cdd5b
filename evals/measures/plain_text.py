"""Texts without what makes no difference to their words."""

from __future__ import annotations

import re
import unicodedata


def plain(text: str) -> str:
    """A text without white space, emphasis marks and capitals, in one form of each letter (NFKC)."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("**", "")
    return re.sub(r"\s+", "", folded)
