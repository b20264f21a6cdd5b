"""The weights of the search, read from `weights.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("weights.yml")


class PartWeight(BaseModel):
    """How one search contributes: its share of the fused score, and the score that counts as nothing.

    The floor of the keyword search is a BM25 score; that of the dense search is a place on the scale of the model in
    force (0 unrelated, 1 a question and its answer; see models/similarity.py), so that it fits every model.

    Scores are scaled from a *fixed* floor to the best score of the question. Scaling from the worst candidate of a
    truncated list would let the length of the list change the ranking (measured: 0.04 nDCG@10 worse).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weight: float = Field(ge=0, le=1)
    floor: float = Field(ge=-10, le=10)


class AskedWeight(BaseModel):
    """What a passage gains where something was asked that its document says it answers.

    `floor` and `full` are places on the scale of the model in force (0 unrelated, 1 the same question from somebody
    else): nothing at the floor, the whole `weight` for the best passage of the document at `full`. `second` is the
    share of the document's second nearest question in this, `nearest` how many questions are looked at.

    On the development questions the best weights lie on a plateau (0.5 to 0.9); the right document comes first for 0.92
    of them, without any questions for 0.83.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weight: float = Field(ge=0, le=2)
    floor: float = Field(ge=-10, le=10)
    full: float = Field(ge=-10, le=10)
    second: float = Field(ge=0, le=1)
    nearest: int = Field(ge=1, le=1_000)


class SecondLookWeight(BaseModel):
    """How much a reranker counts, where one is set: its share of the new score, and how many candidates it reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    candidates: int = Field(ge=1, le=200)
    weight: float = Field(ge=0, le=1)


class SearchWeights(BaseModel):
    """`candidates`: chunks each search proposes. `per_document`: chunks of one document among the results.

    `other_language` is added (on the same scale) to the cosine of a chunk in another language than the question: the
    encoder puts texts of
    one language nearer to each other, and without this three English documents crowd out a hundred Korean ones.

    `profile` is added to the score of a passage whose document is about a company like the asker's.

    `skipped_headings`: innermost headings whose sections are never passages.

    `enough`: the share of the BM25 score of the whole question at which the words count in full. A question in
    everyday words finds only its common ones; scaled to the best of them, they would outweigh its meaning.

    `synonyms` and `translations`: how much the words of the dictionary count beside the question's own (1),
    in a question longer than `brief` letters; in a shorter one they count in full.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    candidates: int = Field(ge=10, le=1_000)
    per_document: int = Field(ge=1, le=20)
    other_language: float = Field(ge=0, le=1)
    profile: float = Field(ge=0, le=1)
    skipped_headings: frozenset[str]
    enough: float = Field(ge=0, le=1)
    synonyms: float = Field(ge=0, le=1)
    translations: float = Field(ge=0, le=1)
    brief: int = Field(ge=0, le=1_000)
    dense: PartWeight
    keyword: PartWeight
    asked: AskedWeight
    second_look: SecondLookWeight


@cache
def search_weights() -> SearchWeights:
    """The weights in force. Raises pydantic's ValidationError when the file is broken (a test guards it)."""
    return SearchWeights.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))
