"""Training pairs from questions over documents, and a real training of a tiny model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.domain.documents import Chunk, DocumentMetadata, chunk_id
from assistant.errors import WrongUse
from assistant.models.adapter import read_adapter
from assistant.models.embedder import SentenceTransformerEmbedder
from evals.suites.cases import read_suite
from evals.tuning.pairs import Pair, TrainingQuestion, make_pairs, read_questions
from evals.tuning.training import Recipe, train
from tests.answering.passages import passage
from tests.models.tiny import tiny_model

DOCUMENTS = [
    "스마트 공장 지원 사업",
    "인공지능 질문",
    "지원 본문 공장",
    "사업 질문 본문",
    "공장 공장 질문",
    "본문 스마트",
]


def chunks() -> list[tuple[Chunk, DocumentMetadata]]:
    made = []
    for i, text in enumerate(DOCUMENTS):
        item = passage(text, document_id=f"d{i}", title=text)
        made.append((replace(item.chunk, chunk_id=chunk_id(f"d{i}", 1, 0)), item.metadata))
    return made


def test_a_question_is_paired_with_the_chunk_that_holds_its_words(tmp_path: Path) -> None:
    embedder = SentenceTransformerEmbedder(tiny_model(tmp_path, prompts={"query": "질문: ", "document": "본문: "}))
    asked = [
        TrainingQuestion(question="공장에 무엇을 주나요", document_id="d0", quote="**스마트공장** | 지원 사업"),
        TrainingQuestion(question="없는 말", document_id="d1", quote="어디에도 없는 말"),
    ]
    pairs, lost = make_pairs(asked, chunks(), embedder, seed=1)
    assert [pair.passage.split("\n")[-1] for pair in pairs] == ["스마트 공장 지원 사업"]
    assert pairs[0].other != pairs[0].passage
    assert lost == [asked[1]]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "가", "document_id": "나", "quote": "다"}\n{"question": 1}\n', "utf-8")
    with pytest.raises(WrongUse, match="line 2"):
        read_questions(file)


def test_no_training_question_is_a_golden_one() -> None:
    golden = {"".join(case.text.split()) for case in read_suite()}
    trained = {"".join(question.question.split()) for question in read_questions()}
    assert len(trained) > 1_000
    assert not golden & trained


@pytest.mark.filterwarnings("ignore:.is_gradient_checkpointing. is deprecated:FutureWarning")  # peft asks for it
def test_training_writes_an_adapter_that_moves_the_model(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "model", prompts={"query": "질문: ", "document": "본문: "})
    pairs = [Pair(question=text, passage=text, other=DOCUMENTS[i - 1]) for i, text in enumerate(DOCUMENTS)]
    told: list[int] = []
    recipe = Recipe(rank=2, alpha=4, rate=1e-2, batch=3, epochs=3)
    out = tmp_path / "adapter"
    train(folder, pairs, recipe, out, {"data": "made up"}, tell=lambda step, done, total: told.append(done))
    assert told == [1, 2, 3, 4, 5, 6]
    adapter = read_adapter(out)
    assert {f"l{layer}.{part}" for layer in (0, 1) for part in ("q", "k", "v", "ao", "fi", "fo")} == set(adapter.parts)
    shift = adapter.shift("l0.fi")
    assert shift is not None
    assert shift.shape == (32, 16)
    assert np.abs(shift).max() > 0
