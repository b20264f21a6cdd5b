"""The rule words of the screen, read from the YAML files beside this one and compiled once.

In a pattern a space stands for a short gap (no space, a few spaces or marks), so that marks and line breaks between
words do not hide them, and `<name>` for the words of that name at the top of the file. Letters are compared in lower
case. A rule holds when one of its patterns is found and none of those under `unless`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_HERE = Path(__file__).parent
_GAP = r"[\W_]{0,4}"
_WORDS = re.compile(r"<([a-z_]+)>")


class WrittenRule(BaseModel):
    """A rule as it is written in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()


class WrittenRules(BaseModel):
    """A file of rules."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: dict[str, str] = {}
    rules: tuple[WrittenRule, ...]


@dataclass(frozen=True)
class Rule:
    """A rule that can be held against a text."""

    name: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def holds(self, text: str) -> bool:
        """Whether the rule holds for a text in lower case."""
        return _any_found(self.patterns, text) and not _any_found(self.unless, text)


@dataclass(frozen=True)
class Rules:
    """The rules of one file, in order."""

    rules: tuple[Rule, ...]

    def first(self, text: str) -> str | None:
        """The name of the first rule that holds for a text; None when none does."""
        lowered = text.lower()
        return next((rule.name for rule in self.rules if rule.holds(lowered)), None)


@cache
def rules_of(name: str) -> Rules:
    """The rules of `NAME.yml`. Raises FileNotFoundError, and ValueError for a file that is not well-formed."""
    written = WrittenRules.model_validate(yaml.safe_load((_HERE / f"{name}.yml").read_text("utf-8")))
    return Rules(
        tuple(
            Rule(
                rule.name,
                tuple(_compiled(pattern, written.words) for pattern in rule.patterns),
                tuple(_compiled(pattern, written.words) for pattern in rule.unless),
            )
            for rule in written.rules
        )
    )


def _any_found(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _compiled(pattern: str, words: dict[str, str]) -> re.Pattern[str]:
    while _WORDS.search(pattern):
        pattern = _WORDS.sub(lambda match: f"(?:{words[match.group(1)]})", pattern)
    return re.compile(pattern.replace(" ", _GAP))
