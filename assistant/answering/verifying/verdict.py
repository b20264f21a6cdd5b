"""What verification says of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.answers import Support


class Doubt(StrEnum):
    """Why a sentence is withheld; one word each, so that they can be counted."""

    NO_CITATION = "no_citation"
    """It names no passage that the writer was given."""
    NUMBER = "number"
    """A number with its unit does not stand in the cited passages."""
    DATE = "date"
    NAME = "name"
    """A company, institution, programme or place does not stand in the cited passages."""
    NEGATION = "negation"
    """It denies what the passage says, or says what the passage denies."""
    DIRECTION = "direction"
    """It turns a rise into a fall, or the other way round."""
    MEANING = "meaning"
    """Nothing in the cited passages is near it."""
    ORDER = "order"
    """It rests on words of a document that are addressed to an assistant, not to a reader."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a sentence is supported; where it is not, the doubt and what raised it."""

    support: Support | None = None
    doubt: Doubt | None = None
    detail: str = ""

    @property
    def is_supported(self) -> bool:
        """Whether the sentence may be shown."""
        return self.support is not None
