"""Writing a report into a folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from evals.evaluation import Comparison, Evaluation
from evals.measures.catalogue import ScoredTrial
from evals.report.comparing import comparison_document
from evals.report.document import Document
from evals.report.evaluating import evaluation_document
from evals.report.markdown import as_markdown
from evals.report.page import as_page
from evals.report.results import result_form


def write_evaluation(evaluation: Evaluation, folder: Path) -> None:
    """`report.md`, `report.html` and `results.jsonl`; the folder is made when missing."""
    _write(evaluation_document(evaluation), folder)
    _write_results(evaluation.trials, folder / "results.jsonl")


def write_comparison(comparison: Comparison, folder: Path) -> None:
    """`report.md`, `report.html`, and the results of both runs in `results-a.jsonl` and `results-b.jsonl`."""
    _write(comparison_document(comparison), folder)
    for letter, run in zip("ab", comparison.runs, strict=True):
        _write_results(run.trials, folder / f"results-{letter}.jsonl")


def _write(document: Document, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(as_markdown(document), "utf-8")
    (folder / "report.html").write_text(as_page(document), "utf-8")


def _write_results(trials: Sequence[ScoredTrial], path: Path) -> None:
    lines = (json.dumps(result_form(item), ensure_ascii=False) + "\n" for item in trials)
    path.write_text("".join(lines), "utf-8")
