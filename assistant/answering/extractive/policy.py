"""How the extractive writer picks sentences, read from `policy.yml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.domain.answers import Style
from assistant.domain.documents import Kind

_FILE = Path(__file__).with_name("policy.yml")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SentenceWeights(_Frozen):
    """Shares of a sentence's score; they add up to 1.

    `meaning`: cosine to the question; `coverage`: share of its content words; `passage`: score of the passage.
    """

    meaning: float
    coverage: float
    passage: float


class CoverageShares(_Frozen):
    """What a word counts that stands only in the heading or the title; in the sentence itself it counts 1."""

    heading: float
    title: float


class Adjustments(_Frozen):
    """What is added to a sentence's score (or taken from it) for a property it has."""

    answers_focus: float
    names_asked_year: float
    names_other_year: float
    leans_on_before: float
    fragment: float
    row: float
    illustrative: float
    preferred_kind: float
    points_elsewhere: float


class Form(_Frozen):
    """How much is quoted for a kind of question, and what counts there.

    A sentence is kept when its score reaches `keep_from_best` of the best one's; one of another document than the
    best sentence's has to reach `keep_from_other_document`. `completes_list` makes the best list whole;
    `begins_with_opening` has each document begin with its first sentence, which says who did what and what came of it,
    and `continues_best` has the best sentence followed by the next one of its section.
    `opens_document` and `introduces_list` are added to the score of a document's first sentence and of a sentence that
    introduces a list; documents of the kinds it `prefers` get the adjustment `preferred_kind`.
    """

    name: str
    asks: str
    max_sentences: int
    max_documents: int
    per_document: int
    keep_from_best: float
    keep_from_other_document: float
    completes_list: bool
    begins_with_opening: bool = False
    continues_best: bool = True
    opens_document: float
    introduces_list: float
    prefers: tuple[Kind, ...]


class Extent(_Frozen):
    """How a style of answer changes what is quoted: factors for the number of sentences and for what is kept."""

    sentences: float
    keep: float


class Overview(_Frozen):
    """How a whole document is told: sentences of its opening, of each other section, and in all."""

    opening: int
    per_section: int
    sentences: int


class Focus(_Frozen):
    """A kind of question (`asks`) and what a sentence that answers it holds (`holds`)."""

    asks: str
    holds: str


class ExtractivePolicy(_Frozen):
    """The whole policy.

    `outcomes` fits questions that ask what came of something. `meaning_floor` is what counts as nothing, on the
    embedder's scale (models/similarity.py). `too_similar` is the share of common character pairs from which a sentence
    is a repetition. `candidates` sentences are compared by meaning (each costs an embedding); a list is quoted with up
    to `list_items` when its best sentence reaches `list_from_best`. A kind of figure asked for and not quoted
    yet comes from a sentence that reaches `fills_from_best` of the best score.
    """

    too_similar: float
    candidates: int
    list_items: int
    list_from_best: float
    fills_from_best: float
    meaning_floor: float
    weights: SentenceWeights
    coverage: CoverageShares
    adjustments: Adjustments
    outcomes: str
    overview: Overview
    extents: dict[Style, Extent]
    forms: tuple[Form, ...]
    focuses: tuple[Focus, ...]

    def form_of(self, question: str, style: Style = Style.NORMAL) -> Form:
        """The first form whose pattern fits, cut to the style; the last one fits every question."""
        form = next(form for form in self.forms if re.search(form.asks, question, re.IGNORECASE))
        extent = self.extents.get(style)
        if extent is None:
            return form
        return form.model_copy(
            update={
                "max_sentences": max(1, round(extent.sentences * form.max_sentences)),
                "per_document": max(1, round(extent.sentences * form.per_document)),
                "keep_from_best": extent.keep * form.keep_from_best,
                "continues_best": style is not Style.BRIEF,
                "completes_list": style is Style.TABLE or (form.completes_list and style is not Style.BRIEF),
            }
        )

    def asks_for_outcomes(self, question: str) -> bool:
        """Whether a question asks what came of something, so that a table of before/after figures helps."""
        return bool(re.search(self.outcomes, question, re.IGNORECASE))

    def evidence_for(self, question: str) -> tuple[re.Pattern[str], ...]:
        """The patterns of what the question asks for."""
        return tuple(
            re.compile(focus.holds) for focus in self.focuses if re.search(focus.asks, question, re.IGNORECASE)
        )


@cache
def extractive_policy() -> ExtractivePolicy:
    """The policy in force."""
    return ExtractivePolicy.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))
