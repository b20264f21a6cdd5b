"""The words of a question that say what it is about."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from assistant.store.morphemes import MorphemeTokenizer

_FILE = Path(__file__).with_name("generic_words.yml")
_YEAR = re.compile(r"(?<!\d)(?:199\d|20\d\d)(?!\d)")


def content_words(tokenizer: MorphemeTokenizer, text: str) -> frozenset[str]:
    """The content morphemes of a text without those that any question may hold (알려 주다, 얼마, 우리 회사, …)."""
    return frozenset(tokenizer.terms(text).morphemes) - generic_words()


@cache
def generic_words() -> frozenset[str]:
    """The morphemes that any question may hold, from `generic_words.yml`."""
    words: list[str] = yaml.safe_load(_FILE.read_text("utf-8"))
    return frozenset(words)


def years_in(text: str) -> frozenset[str]:
    """The years a text names (1990 to 2099), as four digits."""
    return frozenset(_YEAR.findall(text))
