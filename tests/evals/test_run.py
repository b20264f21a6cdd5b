"""An evaluation from end to end: a small corpus, a small suite, the real search and writer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.actions.questions import Questions
from assistant.domain.access import Person
from assistant.domain.answers import Answer, Question
from assistant.domain.passages import Findings
from assistant.errors import ModelFailed, WrongUse
from assistant.settings import Settings
from evals.asking import ask_case
from evals.run import compare, evaluate, plan
from evals.suites.parts import Part
from evals.variants import Variant
from tests.evals.trials import a_case

QUESTION = "도금 회사는 불량률을 몇 퍼센트까지 낮췄나요?"
PLATING = """---
id: plating
title: 도금 회사의 불량 줄이기
kind: case
date: 2026-11-22
audience: public
provenance: illustrative
sector: [manufacturing]
---
# 도금 회사의 불량 줄이기

부산의 도금 회사는 AI로 전류를 조절해 도금 불량률을 27%에서 0.45%로 낮추었습니다.
"""
BAKERY = """---
id: bakery
title: 빵집의 판매 예측
kind: case
date: 2026-11-22
audience: public
provenance: illustrative
sector: [restaurants]
---
# 빵집의 판매 예측

동네 빵집은 날씨와 요일로 판매량을 예측해 버리는 빵을 하루 40개에서 15개로 줄였습니다.
"""


class BrokenQuestions(Questions):
    """Questions to an assistant whose model and search have failed."""

    def __init__(self) -> None: ...

    def ask(self, person: Person, question: Question) -> Answer:
        raise ModelFailed("the model said nothing")

    def search(self, person: Person, text: str, top_k: int = 10) -> Findings:
        raise ModelFailed("no vectors")


def broken_judge(person: Person, text: str) -> float:
    """A judge that has failed."""
    raise ModelFailed("no judge")


def told(step: str, done: int, total: int) -> None:
    """Nobody looks at the progress of a test."""


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """Two case reports."""
    folder = tmp_path / "corpus" / "cases"
    folder.mkdir(parents=True)
    (folder / "plating.md").write_text(PLATING, "utf-8")
    (folder / "bakery.md").write_text(BAKERY, "utf-8")
    return tmp_path / "corpus"


@pytest.fixture
def small_suite(tmp_path: Path) -> Path:
    """One question for each document, in different halves."""
    rows = [
        {
            "id": "number-01",
            "text": QUESTION,
            "expected_documents": ["plating"],
            "quotes": ["도금 불량률을 27%에서 0.45%로"],
            "key_facts": ["0.45%"],
            "half": "development",
        },
        {
            "id": "number-02",
            "text": "빵집은 버리는 빵을 하루 몇 개로 줄였나요?",
            "expected_documents": ["bakery"],
            "key_facts": ["15개"],
            "half": "scored",
        },
    ]
    path = tmp_path / "small.jsonl"
    common = {"role": "visitor", "type": "number"}
    path.write_text("".join(json.dumps(common | row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def settings(tmp_path: Path, models_dir: Path) -> Settings:
    """A data directory of the test's own."""
    return Settings(data_dir=tmp_path / "data", models_dir=models_dir)


def test_a_small_suite_is_answered_from_a_small_corpus(
    small_suite: Path, settings: Settings, small_corpus: Path
) -> None:
    evaluation = evaluate(plan(small_suite, Part.ALL), settings, told, small_corpus)
    trials = [item.trial for item in evaluation.trials]
    assert [trial.failure for trial in trials] == ["", ""]
    assert [trial.ranking[0] for trial in trials] == ["plating", "bakery"]
    assert all(trial.probability is not None and 0 < trial.probability <= 1 for trial in trials)
    by_name = {figure.name: figure for figure in evaluation.figures}
    assert by_name["recall@1"].value == 1
    assert by_name["quotes_found@10"].value == 1
    assert by_name["key_fact_recall"].value == 1
    assert by_name["sentence_support"].value == 1
    assert by_name["number_errors"].value == 0
    assert evaluation.is_acceptable


def test_half_a_suite(small_suite: Path) -> None:
    assert [case.id for case in plan(small_suite, Part.SCORED).asked] == ["number-02"]


def test_a_part_without_questions_is_refused(small_suite: Path) -> None:
    small_suite.write_text(small_suite.read_text("utf-8").splitlines()[0], "utf-8")
    with pytest.raises(WrongUse, match=r"small\.jsonl.*scored"):
        plan(small_suite, Part.SCORED)


def test_two_variants_are_asked_the_same(small_suite: Path, settings: Settings, small_corpus: Path) -> None:
    text = "도금 회사는 " + "아주 " * 20 + "오래 걸려서 불량률을 몇 퍼센트까지 낮췄나요?"
    small_suite.write_text(small_suite.read_text("utf-8").replace(QUESTION, text), "utf-8")
    short = settings.model_copy(update={"question_max_characters": 50})
    comparison = compare(
        plan(small_suite, Part.ALL),
        Variant(name="long", settings=settings),
        Variant(name="short", settings=short),
        told,
        small_corpus,
    )
    refusals = {item.name: item for item in comparison.differences}["wrong_refusal"]
    assert (refusals.before, refusals.after) == (0, 0.5)
    assert [change.case_id for change in comparison.changed] == ["number-01"]
    assert "latency_p50_ms" in {item.name for item in comparison.differences}


def test_a_refused_document_stops_the_evaluation(small_suite: Path, settings: Settings, small_corpus: Path) -> None:
    (small_corpus / "cases" / "empty.md").write_bytes(b"")
    with pytest.raises(WrongUse, match=r"empty\.md"):
        evaluate(plan(small_suite, Part.ALL), settings, told, small_corpus)


def test_a_broken_assistant_gives_failed_trials_and_no_exception() -> None:
    trial = ask_case(BrokenQuestions(), broken_judge, a_case())
    assert trial.answer is None
    assert trial.probability is None
    assert trial.failure == "ModelFailed: the model said nothing; ModelFailed: no vectors; ModelFailed: no judge"
    assert trial.found == ()
