"""`python -m evals.run [SUITE] [--half development|scored|all] [--out DIR] [--save-baseline]`: the evaluation."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from assistant.errors import AdvisorError
from assistant.settings import Settings, default_data_dir, read_settings
from evals.asking import advisor_with_corpus, ask_all
from evals.baseline import differences, read_baseline, save_baseline
from evals.measures.catalogue import figures
from evals.progress import errors, output, shown_progress
from evals.report import EvaluationReport, number
from evals.suites.cases import FIRST_SUITE, Half, read_suite

BOTH_HALVES = "all"


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask a whole suite, print the figures and write the report; 0 unless it could not be done."""
    given = _parser().parse_args(arguments)
    try:
        report = evaluate(given.suite, given.half, evaluation_settings())
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    _show(report)
    report.write(given.out)
    if given.save_baseline:
        save_baseline(report.suite, report.half, report.figures)
    errors.print(f"보고서: {given.out / 'report.md'}", markup=False)
    return 0


def evaluation_settings() -> Settings:
    """The settings in force, with a data directory of the evaluation's own."""
    return read_settings(data_dir=default_data_dir() / "eval")


def evaluate(suite: Path, half: str, settings: Settings, corpus: Path | None = None) -> EvaluationReport:
    """Ask a suite (or half of it) against a corpus, by default the bundled one. Raises AdvisorError."""
    cases = read_suite(suite, None if half == BOTH_HALVES else Half(half))
    with shown_progress() as tell, advisor_with_corpus(settings, tell, corpus) as advisor:
        trials = ask_all(advisor.questions, cases, tell)
    found = figures(trials)
    compared = differences(read_baseline(), suite.stem, half, found)
    return EvaluationReport(
        suite=suite.stem, half=half, trials=tuple(trials), figures=tuple(found), differences=tuple(compared)
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.run", description="질문 모음으로 상담 도우미를 평가합니다.")
    parser.add_argument("suite", nargs="?", type=Path, default=FIRST_SUITE, help="질문 모음 (JSON Lines)")
    parser.add_argument("--half", choices=[*Half, BOTH_HALVES], default=BOTH_HALVES, help="질문 모음의 어느 절반인지")
    parser.add_argument("--out", type=Path, default=Path("reports/eval"), help="보고서를 쓸 폴더")
    parser.add_argument("--save-baseline", action="store_true", help="이번 값을 앞으로의 기준값으로 남깁니다")
    return parser


def _show(report: EvaluationReport) -> None:
    before = {item.name: item for item in report.differences}
    table = Table("측정", "값", "95% 구간", "질문 수", "기준값과의 차이")
    for figure in report.figures:
        change = f"{before[figure.name].change:+.3f} {before[figure.name].verdict}" if figure.name in before else ""
        spread = f"{number(figure.low)} – {number(figure.high)}"
        table.add_row(figure.name, number(figure.value), spread, str(figure.count), change)
    output.print(table)
    for trial in report.failed:
        errors.print(f"{trial.case.id}: {trial.failure}", style="red", markup=False)


if __name__ == "__main__":
    sys.exit(main())
