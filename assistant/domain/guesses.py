"""What the text of a file suggests about it, for a person to confirm."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Guess:
    """A value for one field of the metadata, as it would be written there, and the words of the text it rests on."""

    value: str | list[str]
    words: str
