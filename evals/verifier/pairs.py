"""Sentences with the place in the corpus they speak of, and whether they are true to it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import WrongUse
from evals.suites.cases import Half

FOLDER = Path(__file__).parent
FILES = (FOLDER / "paraphrases.jsonl", FOLDER / "lies.jsonl")


class PairKind(StrEnum):
    """What a sentence does to what the passage says; the first two are true to it."""

    PARAPHRASE = "paraphrase"
    """The same in other words, written by hand."""
    COPY = "copy"
    """A copy with another ending."""
    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    DIRECTION = "direction"
    OTHER_PASSAGE = "other_passage"
    """True, but it cites a passage about something else."""

    @property
    def is_true(self) -> bool:
        """Whether the sentence ought to be shown."""
        return self in (PairKind.PARAPHRASE, PairKind.COPY)


class Pair(BaseModel):
    """A sentence (`text`) about the place `quote` of a document, copied from it letter by letter.

    `made` says whether rules made the sentence out of a true one; the others are written by hand.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: PairKind
    document: str
    quote: str
    text: str
    made: bool = False

    @property
    def half(self) -> Half:
        """The half it belongs to, by the digest of the quote: all sentences about one place are in the same half."""
        digest = hashlib.sha256(f"{self.document}:{self.quote}".encode()).digest()
        return Half.DEVELOPMENT if digest[0] % 2 == 0 else Half.SCORED


def written_pairs(files: Sequence[Path] = FILES) -> list[Pair]:
    """The pairs written by hand. Raises WrongUse that names the line and what is wrong with it."""
    return [pair for file in files for pair in _read(file)]


def _read(file: Path) -> list[Pair]:
    pairs = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            pairs.append(Pair.model_validate_json(line))
        except ValidationError as error:
            told = f"{file.name} {number}번째 줄: 형식이 올바르지 않습니다. / malformed pair."
            raise WrongUse(f"{told} {error}") from error
    return pairs
