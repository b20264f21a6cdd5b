"""A collection from end to end: taken in the ordinary way, once, and searched with the real search."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.domain.passages import Findings, Passage, Rejected
from assistant.errors import WrongUse
from evals.collections.evaluating import evaluate_collection
from evals.collections.indexing import indexed_collection, k_documents
from tests.commands import run_command
from tests.evals.collections.folders import DOCUMENTS, a_collection, settings_for, silent, write_lines
from tests.evals.trials import a_passage
from ui.cli.main import app


def test_an_operator_measures_the_search_on_a_collection(
    tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AX_MODELS_DIR", str(models_dir))
    folder, out = a_collection(tmp_path / "six"), tmp_path / "out"
    arguments = ["eval-collection", str(folder), "--parts", "--data", str(tmp_path / "data"), "--out", str(out)]
    first = CliRunner().invoke(app, arguments)
    assert first.exit_code == 0, first.output
    (result,) = json.loads((out / "collections.json").read_text("utf-8"))
    assert (result["documents"], result["refused"], result["search"]["questions"]) == (6, 0, 3)
    assert result["search"]["measures"]["recall@10"]["value"] == 1.0
    assert result["questions"]["q2"]["ranking"][0] == "a bakery"  # an id we would not allow comes back as it was
    assert set(result["parts"]) == {"dense only", "keyword only"}
    assert result["parts"]["keyword only"]["search_minus_part"]["mrr"]["change"] >= 0
    assert "합친 검색 − 반쪽" in (out / "collections.md").read_text("utf-8")
    assert "| six | 6 | 3 | AX Advisor |" in (out / "collections.md").read_text("utf-8")


def test_the_second_time_nothing_is_taken_in(tmp_path: Path, models_dir: Path) -> None:
    folder, settings = a_collection(tmp_path / "six"), settings_for(tmp_path / "data", models_dir)
    steps: list[str] = []
    evaluate_collection(folder, settings, lambda step, *_: steps.append(step), parts=False)
    assert "문서 읽기" in steps
    steps.clear()
    evaluate_collection(folder, settings, lambda step, *_: steps.append(step), parts=False)
    assert set(steps) == {"six: AX Advisor"}
    write_lines(folder / "corpus.jsonl", [*DOCUMENTS, {"_id": "new", "title": "새 문서", "text": "새 글입니다."}])
    with indexed_collection(folder, settings, silent) as indexed:
        assert indexed.outcome.taken_in == len(DOCUMENTS) + 1


def test_a_broken_collection_ends_before_anything_is_done(tmp_path: Path) -> None:
    result = run_command("eval-collection", str(tmp_path), "--data", str(tmp_path / "data"))
    assert result.code == 2
    assert "corpus.jsonl" in result.errors
    assert not (tmp_path / "data").exists()


def test_it_looks_deeper_while_the_passages_come_from_too_few_documents() -> None:
    asked: list[int] = []

    def find(depth: int) -> Findings:
        asked.append(depth)
        passages = [a_passage(name) for name in "abc"[: 1 if depth < 100 else 3]]
        others = [Rejected(passage=a_passage("a"), reason="enough")] * min(depth, 200)
        return Findings(question="", passages=tuple(passages), rejected=tuple(others))

    assert k_documents(find, 3) == ["a", "b", "c"]
    assert asked == [3, 30, 300]


def test_it_stops_looking_when_everything_was_proposed() -> None:
    found: list[Passage] = [a_passage("a")]
    assert k_documents(lambda _: Findings(question="", passages=tuple(found)), 10) == ["a"]


def test_a_collection_of_which_nothing_can_be_read_is_told(tmp_path: Path, models_dir: Path) -> None:
    folder = a_collection(tmp_path / "six")
    write_lines(folder / "corpus.jsonl", [{"_id": "plating", "text": "\u200b"}])
    write_lines(folder / "qrels.jsonl", [{"qid": "q1", "docid": "plating"}])
    with (
        pytest.raises(WrongUse, match=r"six: .*no document was taken in"),
        indexed_collection(folder, settings_for(tmp_path / "data", models_dir), silent),
    ):
        pass
