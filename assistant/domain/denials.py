"""Sentences in which a document says itself that something is not known."""

from __future__ import annotations

import re

_NOT_KNOWN = re.compile(
    "확인하지 못|확인되지 않|찾지 못했|알려지지 않|공개되지 않|나와 있지 않|나오지 않|알 수 없|정해지지 않"
    "|not (?:known|confirmed|announced|published|disclosed)"
)


def says_not_known(sentence: str) -> bool:
    """Whether a sentence denies knowing: `수수료는 공개된 자료에서 확인하지 못했습니다`."""
    return bool(_NOT_KNOWN.search(sentence))
