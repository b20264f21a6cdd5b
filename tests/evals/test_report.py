"""The report and the comparison with the baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import WrongUse
from evals.baseline import differences, read_baseline, save_baseline
from evals.measures.catalogue import Figure, figures
from evals.report import EvaluationReport
from tests.evals.trials import a_case, answered, failed, refused, unanswerable


def a_report() -> EvaluationReport:
    """A run with a right answer, a wrong one, a failure and a right refusal."""
    trials = (
        answered(a_case(["a"], ["0.45%"], case_id="fact-01"), "a"),
        answered(a_case(["a"], ["부산"], case_id="fact-02"), "x"),
        failed(a_case(["a"], ["부산"], case_id="fact-03")),
        refused(unanswerable()),
    )
    return EvaluationReport(suite="first", half="all", trials=trials, figures=tuple(figures(trials)))


def a_figure(name: str, value: float, *, larger_is_better: bool = True) -> Figure:
    """A figure whose interval reaches 0.1 to each side."""
    return Figure(
        name=name, value=value, low=value - 0.1, high=value + 0.1, count=10, larger_is_better=larger_is_better
    )


def test_the_report_tells_the_worst_questions_and_not_the_good_ones() -> None:
    text = a_report().as_markdown()
    assert "### fact-02 (0.00)" in text
    assert "### fact-03 (0.00)" in text
    assert "### fact-01" not in text
    assert "ModelFailed" in text
    assert "실패 1개" in text


def test_the_files_of_a_report(tmp_path: Path) -> None:
    a_report().write(tmp_path)
    lines = [json.loads(line) for line in (tmp_path / "results.jsonl").read_text("utf-8").splitlines()]
    assert [line["case"]["id"] for line in lines] == ["fact-01", "fact-02", "fact-03", "unanswerable-01"]
    assert lines[0]["measures"]["key_fact_recall"] == 1.0
    assert lines[0]["citations"][0]["chunk_id"] == "a@1#0000"
    assert lines[2]["failure"].startswith("ModelFailed")
    assert (tmp_path / "report.md").read_text("utf-8").startswith("# 평가 보고서: first (all)")


def test_a_baseline_is_kept_per_half_and_without_latencies(tmp_path: Path) -> None:
    path = tmp_path / "baselines" / "first.json"
    assert read_baseline(path) is None
    save_baseline("first", "all", [a_figure("mrr", 0.5), a_figure("latency_p50_ms", 100)], path)
    save_baseline("first", "scored", [a_figure("mrr", 0.6)], path)
    kept = read_baseline(path)
    assert kept is not None
    assert kept.figures == {"all": {"mrr": 0.5}, "scored": {"mrr": 0.6}}


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (a_figure("mrr", 0.7), "better"),
        (a_figure("mrr", 0.55), "same"),
        (a_figure("mrr", 0.3), "worse"),
        (a_figure("mrr", 0.3, larger_is_better=False), "better"),
    ],
)
def test_a_difference_counts_beyond_the_interval_only(tmp_path: Path, now: Figure, verdict: str) -> None:
    path = tmp_path / "first.json"
    save_baseline("first", "all", [a_figure("mrr", 0.5)], path)
    (difference,) = differences(read_baseline(path), "first", "all", [now])
    assert difference.verdict == verdict
    assert difference.change == pytest.approx(now.value - 0.5)


def test_another_suite_has_nothing_to_compare(tmp_path: Path) -> None:
    path = tmp_path / "first.json"
    save_baseline("first", "all", [a_figure("mrr", 0.5)], path)
    assert differences(read_baseline(path), "second", "all", [a_figure("mrr", 0.5)]) == []
    assert differences(None, "first", "all", [a_figure("mrr", 0.5)]) == []


def test_a_broken_baseline_is_named(tmp_path: Path) -> None:
    path = tmp_path / "first.json"
    path.write_text("{}", "utf-8")
    with pytest.raises(WrongUse, match=r"first\.json"):
        read_baseline(path)
