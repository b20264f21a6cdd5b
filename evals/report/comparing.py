"""The report of a comparison of two variants of the settings."""

from __future__ import annotations

from evals.evaluation import Comparison
from evals.report.document import Document, Section
from evals.report.evaluating import PARTS
from evals.report.plots.changes import plot_changes
from evals.report.stories import story_of_two
from evals.report.tables import changed_table, differences_table

MOST_DIFFERENT = 20


def comparison_document(comparison: Comparison) -> Document:
    """Both runs side by side, and the questions on which they differ most."""
    first, second = comparison.runs
    failed = ", ".join(f"{letter} {len(run.failed)}개" for letter, run in zip("AB", comparison.runs, strict=True))
    told = (
        *(f"{letter}: {name}" for letter, name in zip("AB", comparison.names, strict=True)),
        f"{PARTS[first.part]} {len(first.trials)}개. 실패 {failed}.",
        "같은 자료, 같은 질문입니다. 판정은 같은 질문끼리 짝지은 차이의 95% 구간이 0을 품지 않을 때만 합니다.",
    )
    changed = list(comparison.changed)
    trials = [{item.trial.case.id: item for item in run.trials} for run in (first, second)]
    most = changed[:MOST_DIFFERENT]
    stories = (story_of_two(item, trials[0][item.case_id], trials[1][item.case_id]) for item in most)
    cases = {case.id: case for case in first.cases}
    sections = (
        Section(
            title="측정값",
            table=differences_table(comparison.differences),
            plots=(plot_changes(comparison.differences, "B − A"),),
        ),
        Section(
            title="값이 다른 질문",
            told="" if changed else "값이 다른 질문이 없습니다.",
            table=changed_table(changed, cases) if changed else None,
        ),
        Section(title=f"가장 다른 질문 {MOST_DIFFERENT}개까지", stories=tuple(stories)),
    )
    return Document(title=f"비교 보고서: {first.suite}", told=told, sections=sections)
