"""The sentences the pages show, read from `labels.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.domain.answers import Language

_FILE = Path(__file__).with_name("labels.yml")

STAFF = "staff_"
"""How the names of labels begin that only staff ever read."""


@cache
def all_labels() -> dict[str, dict[str, str]]:
    """Every label by name and language."""
    labels: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return labels


@dataclass(frozen=True)
class Labels:
    """The labels in one language."""

    language: Language

    def __call__(self, name: str, **values: object) -> str:
        """The label `name` with its blanks filled in. Raises KeyError for an unknown name."""
        text = all_labels()[name][str(self.language)]
        return text.format(**values) if values else text


def preferred_language(accept_language: str | None) -> Language:
    """The language to greet in, from an Accept-Language header; Korean when nothing is said, otherwise English."""
    wanted = [tag for tag, quality in _accepted(accept_language or "") if quality > 0]
    for tag in wanted:
        if tag in set(Language):
            return Language(tag)
    return Language.ENGLISH if any(tag != "*" for tag in wanted) else Language.KOREAN


def _accepted(header: str) -> list[tuple[str, float]]:
    """Primary language tags with their quality (0 to 1), best first."""
    accepted = []
    for part in header.split(","):
        tag, _, parameter = part.strip().lower().partition(";")
        try:
            quality = float(parameter.partition("=")[2]) if parameter else 1.0
        except ValueError:
            quality = 0.0
        if tag:
            accepted.append((tag.split("-")[0].strip(), quality))
    return sorted(accepted, key=lambda item: -item[1])
