"""Sentences of documents that speak to the assistant instead of the reader; they are never quoted."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from assistant.answering.screening.cleaning import clean
from assistant.answering.screening.disguises import plain_readings
from assistant.answering.screening.rules import rules_of

_REMEMBERED = 50_000
"""Sentences whose verdict is remembered; the same ones are found again and again."""


@lru_cache(maxsize=_REMEMBERED)
def speaks_to_assistant(sentence: str) -> bool:
    """Whether a sentence tells an assistant what to do or say, in a disguise too: documents are data, never obeyed."""
    folded = unicodedata.normalize("NFKC", clean(sentence))
    readings = (folded, *plain_readings(folded))
    return any(rules_of(name).first(reading) for name in ("addressed", "manipulation") for reading in readings)
