"""The report of one evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from assistant.retrieval.sufficiency import sufficiency_policy
from evals.evaluation import Evaluation
from evals.measures.catalogue import Figure, ScoredTrial, figures
from evals.measures.trial import Trial
from evals.report.document import Document, Section
from evals.report.plots.by_type import plot_by_type
from evals.report.plots.changes import plot_changes
from evals.report.plots.latency import plot_latency
from evals.report.plots.reliability import plot_reliability
from evals.report.stories import story
from evals.report.tables import by_gap_table, by_type_table, changed_table, figures_table
from evals.report.words import MEASURES, change
from evals.suites.cases import UNANSWERABLE_TYPES, Case, CaseType, Gap
from evals.suites.parts import Part

WORST = 20
PARTS = {
    Part.ALL: "모든 질문",
    Part.DEVELOPMENT: "개발용 절반",
    Part.SCORED: "채점용 절반",
    Part.FAST: "빠른 표본",
}
_Group = TypeVar("_Group")


def evaluation_document(evaluation: Evaluation) -> Document:
    """Figures, types, gaps, calibration, latency, what changed since the baseline, and the worst questions."""
    sections = [
        _figures(evaluation),
        _by_type(evaluation.trials),
        _by_gap(evaluation.trials),
        _calibration([item.trial for item in evaluation.trials]),
        _latency([item.trial for item in evaluation.trials]),
        _changed(evaluation),
        Section(title=f"가장 나쁜 질문 {WORST}개까지", stories=tuple(map(story, worst(evaluation.trials)))),
    ]
    return Document(
        title=f"평가 보고서: {evaluation.suite} ({PARTS[evaluation.part]})",
        told=_told(evaluation),
        sections=tuple(section for section in sections if section is not None),
    )


def worst(trials: Sequence[ScoredTrial]) -> list[ScoredTrial]:
    """The worst questions, worst first; those that were answered without fault are never among them."""
    faulty = [item for item in trials if item.quality < 1]
    return sorted(faulty, key=lambda item: (item.quality, item.trial.case.id))[:WORST]


def _told(evaluation: Evaluation) -> tuple[str, ...]:
    asked, failed, leaks = len(evaluation.trials), len(evaluation.failed), evaluation.leaks
    told = [f"질문 {asked}개, 그 가운데 실패 {failed}개. 실패한 질문은 빼지 않고 가장 나쁜 값으로 셉니다."]
    if leaks:
        told.append(f"권한 밖의 문서를 보인 질문: {', '.join(trial.case.id for trial in leaks)}")
    if not evaluation.baseline:
        return (*told, "견줄 기준값이 없습니다. --save-baseline으로 남길 수 있습니다.")
    told.append(
        f"기준값과는 그 뒤로 바뀌지 않은 질문 {len(evaluation.baseline)}개만 견줍니다."
        " 차이의 95% 구간이 모두 한쪽에 있을 때만 나아지거나 나빠졌다고 합니다."
    )
    worse = [f"{MEASURES[item.name]} {change(item.change)}" for item in evaluation.regressions]
    return (*told, f"정말로 나빠진 값: {', '.join(worse) or '없음'}")


def _figures(evaluation: Evaluation) -> Section:
    plots = (plot_changes(evaluation.differences, "기준값과의 차이"),) if evaluation.differences else ()
    return Section(title="측정값", table=figures_table(evaluation.figures, evaluation.differences), plots=plots)


def _by_type(trials: Sequence[ScoredTrial]) -> Section:
    groups = _grouped(trials, CaseType, lambda case: case.type)
    return Section(title="질문 유형별", plots=(plot_by_type(groups),), table=by_type_table(groups))


def _by_gap(trials: Sequence[ScoredTrial]) -> Section | None:
    groups: dict[Gap | CaseType, list[Figure]] = dict(_grouped(trials, Gap, lambda case: case.gap).items())
    for kind, found in _grouped(trials, CaseType, lambda case: case.type).items():
        if kind in UNANSWERABLE_TYPES - {CaseType.UNANSWERABLE}:
            groups[kind] = found
    return Section(title="답이 없어야 하는 질문", table=by_gap_table(groups)) if groups else None


def _calibration(trials: Sequence[Trial]) -> Section | None:
    known = [(trial.probability, trial.case.is_answerable) for trial in trials if trial.probability is not None]
    if len({answerable for _, answerable in known}) < 2:
        return None
    chances, labels = [chance for chance, _ in known], [label for _, label in known]
    threshold = sufficiency_policy().threshold
    brier = sum((chance - label) ** 2 for chance, label in known) / len(known)
    told = (
        "찾은 것으로 답할 수 있다고 본 확률이 맞는지 봅니다."
        f" AUROC {roc_auc_score(labels, chances):.3f} (1이 가장 좋음),"
        f" Brier {brier:.3f} (0이 가장 좋음), 질문 {len(known)}개, 기준 {threshold:g}."
    )
    plots = (plot_reliability(chances, labels, threshold),)
    return Section(title="충분한지 보는 확률", told=told, plots=plots)


def _latency(trials: Sequence[Trial]) -> Section:
    return Section(
        title="답변 시간",
        told="이 기계에서 잰 값이며 기준값과 견주지 않습니다.",
        plots=(plot_latency([trial.answer_ms for trial in trials]),),
    )


def _changed(evaluation: Evaluation) -> Section | None:
    if not evaluation.baseline:
        return None
    cases = {case.id: case for case in evaluation.cases}
    changed = evaluation.changed
    told = "" if changed else "기준값과 달라진 질문이 없습니다."
    return Section(title="기준값과 달라진 질문", told=told, table=changed_table(changed, cases) if changed else None)


def _grouped(
    trials: Sequence[ScoredTrial], groups: Iterable[_Group], group_of: Callable[[Case], object]
) -> dict[_Group, list[Figure]]:
    """The figures of each group that has trials, in the order of the groups."""
    found = {group: [item for item in trials if group_of(item.trial.case) is group] for group in groups}
    return {group: figures(items) for group, items in found.items() if items}
