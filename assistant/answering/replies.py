"""The fixed sentences of answers, read from `replies.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from assistant.domain.answers import Language

_FILE = Path(__file__).with_name("replies.yml")


@cache
def all_replies() -> dict[str, dict[str, str]]:
    """Every fixed sentence by name and language."""
    replies: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return replies


def reply(name: str, language: Language, **values: object) -> str:
    """The fixed sentence `name` in a language, with its blanks filled in. Raises KeyError for an unknown name."""
    return all_replies()[name][str(language)].format(**values)
