"""The words of a question that say what it is about."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from assistant.store.morphemes import MorphemeTokenizer

_FILE = Path(__file__).with_name("generic_words.yml")


def content_words(tokenizer: MorphemeTokenizer, text: str) -> frozenset[str]:
    """The content morphemes of a text without those that any question may hold (알려 주다, 얼마, 우리 회사, …)."""
    return frozenset(tokenizer.terms(text).morphemes) - _generic()


@cache
def _generic() -> frozenset[str]:
    words: list[str] = yaml.safe_load(_FILE.read_text("utf-8"))
    return frozenset(words)
