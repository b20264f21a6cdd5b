"""Two questions one after the other, and what the second one is."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.domain.documents import DocumentMetadata
from evals.calibrate import OFF_TOPIC
from evals.suites.cases import Half

FOLLOW_UPS = Path(__file__).with_name("follow_ups.jsonl")
"""Written by readers of the documents: each goes on from a question about one document without naming its subject."""
PAIRED = 120
"""Exchanges of each sort that are put together from the questions of documents."""
_SEED = 20_261_123


class Sort(StrEnum):
    """What the second question is."""

    GOES_ON = "goes_on"
    """It has its subject in the first one; the same document answers it."""
    NEW = "new"
    """Another document answers it."""
    NEW_OPEN = "new_open"
    """It is about another document, and no document answers it."""
    OFF_TOPIC = "off_topic"
    """It has nothing to do with this desk."""


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """Two questions; `document_id` answers the second one (or is only near it, for an open one)."""

    first: str
    then: str
    sort: Sort
    document_id: str = ""


def follow_ups(half: Half) -> list[Exchange]:
    """The written follow-ups: every other line belongs to the development half."""
    lines = FOLLOW_UPS.read_text("utf-8").splitlines()[half is Half.SCORED :: 2]
    read = map(json.loads, lines)
    return [
        Exchange(first=line["first"], then=line["then"], sort=Sort.GOES_ON, document_id=line["document"])
        for line in read
    ]


def unrelated(documents: Sequence[DocumentMetadata], half: Half) -> list[Exchange]:
    """Questions of documents, and ones off topic, each after a question of another document; the same every time."""
    draw = random.Random(f"{_SEED}:{half}")
    asked = [(one.id, question) for one in documents for question in (*one.questions, *one.also_asked)]
    not_answered = [(one.id, question) for one in documents for question in one.not_answered]
    elsewhere = [("", line) for line in OFF_TOPIC.read_text("utf-8").splitlines()[half is Half.SCORED :: 2]]
    exchanges = []
    for sort, seconds in ((Sort.NEW, asked), (Sort.NEW_OPEN, not_answered), (Sort.OFF_TOPIC, elsewhere)):
        for document_id, then in draw.sample(seconds, min(PAIRED, len(seconds))):
            first = draw.choice(asked)
            while first[0] == document_id:
                first = draw.choice(asked)
            exchanges.append(Exchange(first=first[1], then=then, sort=sort, document_id=document_id))
    return exchanges
