"""The labels of answering sentences, and the questions near to the corpus that it does not answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.suites.cases import GOLDEN_SUITE, Gap, read_suite
from evals.tuning.pairs import QUESTIONS, read_questions

_TUNING = QUESTIONS.parent


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(_TUNING, name).read_text("utf-8").splitlines()]


def test_each_label_names_sentences_and_nearly_every_training_question_has_one() -> None:
    labels = lines("answering_sentences.jsonl")
    labelled = {(label["question"], label["document_id"]) for label in labels}
    assert len(labelled) == len(labels) > 6_000
    assert all(label["best"] and not set(label["best"]) & set(label["also"]) for label in labels)
    asked = [(question.question, question.document_id) for question in read_questions()]
    assert sum(question in labelled for question in asked) > 0.9 * len(asked)


def test_no_labelled_question_is_in_the_suite() -> None:
    golden = {case.text for case in read_suite(GOLDEN_SUITE)}
    asked = {line["question"] for name in ("answering_sentences", "unanswerable") for line in lines(f"{name}.jsonl")}
    assert not asked & golden


def test_what_is_missing_is_named() -> None:
    assert {line["gap"] for line in lines("unanswerable.jsonl")} <= set(Gap)
