"""How often each field is guessed right, guessed wrong, or left to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.documents import DocumentMetadata
from assistant.domain.guesses import Guess
from evals.guessing.bars import MOST_WRONG
from evals.guessing.documents import BareDocument
from ingest.guessing import guessed_metadata

FIELDS = (
    "title",
    "kind",
    "sector",
    "technologies",
    "company_size",
    "stage",
    "region",
    "facts_as_of",
    "date",
    "publisher",
)
_DATES = ("date", "facts_as_of")


@dataclass(frozen=True, kw_only=True)
class FieldScore:
    """Counts of one field over some documents, and what was guessed wrong, by document."""

    right: int
    silent: int
    wrong: Mapping[str, Guess]

    @property
    def precision(self) -> float:
        """The share of guesses that are right; 1 without guesses."""
        return self.right / self.guesses if self.guesses else 1.0

    @property
    def guesses(self) -> int:
        """How often the field was guessed at all."""
        return self.right + len(self.wrong)

    @property
    def is_above_the_bar(self) -> bool:
        """Whether few enough guesses are wrong."""
        return len(self.wrong) <= max(1, MOST_WRONG * self.guesses)


def score_guesses(documents: Sequence[BareDocument]) -> dict[str, FieldScore]:
    """Guess the metadata of documents and score each field."""
    guesses = {
        document.document_id: guessed_metadata(document.blocks, document.first_heading, document.stem, {})
        for document in documents
    }
    return {field: _score(field, documents, guesses) for field in FIELDS}


def _score(field: str, documents: Sequence[BareDocument], guesses: Mapping[str, Mapping[str, Guess]]) -> FieldScore:
    made = [(document, guesses[document.document_id].get(field)) for document in documents]
    wrong = {one.document_id: guess for one, guess in made if guess and not is_right(field, guess.value, one.truth)}
    silent = sum(guess is None for _, guess in made)
    return FieldScore(right=len(made) - silent - len(wrong), silent=silent, wrong=wrong)


def is_right(field: str, value: str | list[str], truth: DocumentMetadata) -> bool:
    """Whether a guess is what the metadata say.

    Every word of a list must be among the true ones, of which some may be missing; a region may be one of several
    (`서울·해외`); a date may be less or more exact; titles are compared by their letters and digits.
    """
    true = getattr(truth, field)
    if isinstance(value, list):
        return set(value) <= set(true)
    if field == "region":
        return value in re.split(r"[·, ]", true or "")
    if field in _DATES:
        return bool(true) and (value.startswith(true) or true.startswith(value))
    return _letters(value) == _letters(str(true))


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
