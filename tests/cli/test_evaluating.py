"""`ax-advisor eval`: what it writes, how it ends, and what it says when it is used wrongly."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.actions.questions import Questions
from assistant.domain.access import Person
from assistant.domain.answers import Answer, Question
from assistant.errors import AdvisorError, ModelFailed
from tests.commands import run_command
from ui.cli.evaluating import _evals_installed
from ui.cli.main import app

DOCUMENT = """---
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
CASES: list[dict[str, Any]] = [
    {
        "id": "number-01",
        "text": "도금 회사는 불량률을 몇 퍼센트까지 낮췄나요?",
        "type": "number",
        "expected_documents": ["plating"],
        "quotes": ["27%에서 0.45%로"],
        "key_facts": ["0.45%"],
    },
    {"id": "outside-01", "text": "내일 서울 날씨 어때요?", "type": "out_of_scope"},
]


@pytest.fixture
def suite(tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A suite of two questions, on a corpus of one document, in a data directory of its own."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "plating.md").write_text(DOCUMENT, "utf-8")
    monkeypatch.setattr("evals.asking.corpus_dir", lambda: tmp_path / "corpus")
    monkeypatch.setenv("AX_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("AX_MODELS_DIR", str(models_dir))
    path = tmp_path / "ours.jsonl"
    lines = (case | {"role": "visitor", "half": "development"} for case in CASES)
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return path


def test_an_operator_evaluates_keeps_the_values_and_is_told_when_they_are_worse(suite: Path, tmp_path: Path) -> None:
    out, baseline = tmp_path / "report", suite.with_suffix(".baseline.json")
    first = CliRunner().invoke(app, ["eval", str(suite), "--out", str(out), "--save-baseline"])
    assert first.exit_code == 0, first.output
    assert {path.name for path in out.iterdir()} == {"report.md", "report.html", "results.jsonl"}
    assert set(json.loads(baseline.read_text("utf-8"))["questions"]) == {"number-01", "outside-01"}
    again = CliRunner().invoke(app, ["eval", str(suite), "--out", str(out)])
    assert again.exit_code == 0, again.output
    (tmp_path / "corpus" / "plating.md").write_text(DOCUMENT.replace("0.45%", "아주 조금으"), "utf-8")
    worse = CliRunner().invoke(app, ["eval", str(suite), "--out", str(out), "--fast"])
    assert worse.exit_code == 1
    assert "나빠짐" in worse.output
    assert "정말로 나빠진 값: 없음" not in (out / "report.md").read_text("utf-8")


def test_values_of_a_broken_assistant_are_not_kept(
    suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Questions, person: Person, question: Question) -> Answer:
        raise ModelFailed("the model said nothing")

    monkeypatch.setattr(Questions, "ask", broken)
    result = CliRunner().invoke(app, ["eval", str(suite), "--out", str(tmp_path / "out"), "--save-baseline"])
    assert isinstance(result.exception, AdvisorError)
    assert "number-01, outside-01" in str(result.exception)
    assert not suite.with_suffix(".baseline.json").exists()
    assert (tmp_path / "out" / "report.html").exists()


def test_two_settings_are_compared(suite: Path, tmp_path: Path) -> None:
    arguments = ["eval", str(suite), "--out", str(tmp_path / "out"), "--compare", "default", "AX_PORT=7999"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "B: AX_PORT=7999" in result.output
    assert "비교 보고서: ours" in (tmp_path / "out" / "report.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere"], "nowhere"),
        (["--compare", "default", "AX_NOPE=1"], "AX_NOPE=1"),
        (["--fast", "--half", "scored"], "--fast"),
        (["--save-baseline", "--compare", "default", "default"], "--compare"),
        (["--half", "third"], "third"),
    ],
)
def test_wrong_use_is_told_before_anything_is_done(arguments: list[str], told: str, tmp_path: Path) -> None:
    result = run_command("eval", *arguments, "--out", str(tmp_path / "out"))
    assert result.code == 2
    assert told in result.errors
    assert not (tmp_path / "out").exists()


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    suite = tmp_path / "ours.jsonl"
    suite.write_text('\n{"id": "a"}', "utf-8")
    result = run_command("eval", str(suite), "--out", str(tmp_path / "out"))
    assert result.code == 2
    assert "ours.jsonl line 2" in result.errors


def test_missing_packages_are_told_with_the_remedy() -> None:
    with pytest.raises(AdvisorError, match=r"ax-advisor\[evals\].*matplotlib"), _evals_installed():
        raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib.figure")
    with pytest.raises(ModuleNotFoundError), _evals_installed():
        raise ModuleNotFoundError("No module named 'other'", name="other")


def test_other_commands_do_not_load_the_evaluation() -> None:
    code = "import sys, ui.cli.main; print({'evals', 'matplotlib', 'ir_measures'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
