"""Training pairs: a question, the passage that answers it, and a passage that only looks as if it did."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.domain.documents import Chunk, DocumentMetadata
from assistant.errors import WrongUse
from assistant.models.embedder import Embedder
from assistant.store.derived import indexed_text

QUESTIONS = Path(__file__).with_name("questions.jsonl")
"""Questions written for the corpus, for training only: none of them is in a suite."""

_MARKS = str.maketrans("", "", "|*`#_ \t\n")
_FROM_RANK, _TO_RANK = 3, 30
_SAFE_SHARE = 0.98
"""A candidate nearer to the question than this share of the right passage's cosine may answer it too."""


class TrainingQuestion(BaseModel):
    """A question and words of the passage that answers it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    document_id: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """What one training step learns from; passages as they are indexed."""

    question: str
    passage: str
    other: str
    """A hard negative: near to the question, and not its answer."""


def read_questions(path: Path = QUESTIONS) -> list[TrainingQuestion]:
    """The questions of a file. Raises WrongUse that names the line."""
    questions = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            questions.append(TrainingQuestion.model_validate_json(line))
        except ValidationError as error:
            raise WrongUse(f"{path.name} line {number}: 학습 질문의 형식이 올바르지 않습니다 ({error}).") from error
    return questions


def make_pairs(
    questions: Sequence[TrainingQuestion],
    chunks: Sequence[tuple[Chunk, DocumentMetadata]],
    embedder: Embedder,
    seed: int,
) -> tuple[list[Pair], list[TrainingQuestion]]:
    """The pairs, and the questions whose words stand in no chunk (their document has changed).

    The negative is drawn from ranks 3 to 30 of the untuned encoder among the chunks of other documents.
    """
    texts = [indexed_text(metadata, chunk) for chunk, metadata in chunks]
    passages = embedder.embed_passages(texts)
    asked = embedder.embed_queries([question.question for question in questions])
    plain = [_plain(chunk.text) for chunk, _ in chunks]
    owners = np.asarray([chunk.document_id for chunk, _ in chunks])
    draw = random.Random(seed)
    pairs, lost = [], []
    for question, vector in zip(questions, asked, strict=True):
        place = next(_places(question, plain, owners), None)
        if place is None:
            lost.append(question)
            continue
        cosines = passages @ vector
        ranked = np.argsort(-cosines, kind="stable")
        near = [i for i in ranked if owners[i] != question.document_id][_FROM_RANK:_TO_RANK]
        safe = [i for i in near if cosines[i] < _SAFE_SHARE * cosines[place]] or near[-5:]
        pairs.append(Pair(question=question.question, passage=texts[place], other=texts[draw.choice(safe)]))
    return pairs, lost


def write_questions(questions: Sequence[TrainingQuestion], path: Path = QUESTIONS) -> None:
    """Write the questions, one a line."""
    lines = (json.dumps(question.model_dump(), ensure_ascii=False) + "\n" for question in questions)
    path.write_text("".join(lines), "utf-8")


def _places(question: TrainingQuestion, plain: Sequence[str], owners: NDArray[np.str_]) -> Iterator[int]:
    """The chunks of the document that hold the quoted words."""
    wanted = _plain(question.quote)
    for i, text in enumerate(plain):
        if owners[i] == question.document_id and wanted in text:
            yield i


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_MARKS)
