"""The tables of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.comparing import Difference, QuestionChange, Verdict
from evals.measures.catalogue import Figure
from evals.measures.trial import Direction
from evals.report.document import Table
from evals.report.words import DIRECTIONS, GAPS, MEASURES, TYPES, change, number, spread
from evals.suites.cases import Case, CaseType, Gap

VERDICTS = {Verdict.BETTER: "나아짐", Verdict.WORSE: "나빠짐", Verdict.SAME: ""}
BY_TYPE = (
    "recall@5",
    "ndcg@10",
    "quotes_found@10",
    "key_fact_recall",
    "citation_precision",
    "citation_recall",
    "refusal_recall",
    "wrong_refusal",
)
BY_GAP = ("refusal_recall", "access_leaks")


def figures_table(figures: Sequence[Figure], differences: Sequence[Difference]) -> Table:
    """Every measure with its interval and, where there is a baseline, its change since then."""
    plain = Table(header=("측정", "값", "95% 구간", "질문 수", "방향"), rows=tuple(map(_figure_cells, figures)))
    if not differences:
        return plain
    changes = {item.name: _change_cells(item) for item in differences}
    rows = tuple(
        (*row, *changes.get(figure.name, ("", "", ""))) for row, figure in zip(plain.rows, figures, strict=True)
    )
    return Table(header=(*plain.header, "기준값과의 차이", "차이의 95% 구간", "판정"), rows=rows)


def by_type_table(by_type: Mapping[CaseType, Sequence[Figure]]) -> Table:
    """The chosen measures of each type, with their intervals."""
    return _grouped("유형", BY_TYPE, [(f"{TYPES[kind]} ({kind})", figures) for kind, figures in by_type.items()])


def by_gap_table(by_gap: Mapping[Gap | CaseType, Sequence[Figure]]) -> Table:
    """How often each sort of missing answer is openly said to be missing."""
    return _grouped("없는 것", BY_GAP, [(f"{_gap_words(gap)} ({gap})", figures) for gap, figures in by_gap.items()])


def changed_table(changes: Sequence[QuestionChange], cases: Mapping[str, Case]) -> Table:
    """The questions whose values changed, with each change."""
    rows = tuple(
        (
            item.case_id,
            TYPES[cases[item.case_id].type],
            cases[item.case_id].text,
            f"{item.before:.2f} → {item.after:.2f}",
            "; ".join(f"{name} {before:.2f} → {after:.2f}" for name, (before, after) in item.measures.items()),
        )
        for item in changes
    )
    return Table(header=("질문", "유형", "묻는 말", "전체", "달라진 값"), rows=rows)


def differences_table(differences: Sequence[Difference]) -> Table:
    """Two runs side by side."""
    rows = tuple(
        (
            MEASURES[item.name],
            number(item.before),
            number(item.after),
            change(item.change),
            f"{change(item.low)} – {change(item.high)}",
            str(item.count),
            "-" if item.direction is Direction.DESCRIBES else VERDICTS[item.verdict] or "차이 없음",
        )
        for item in differences
    )
    return Table(header=("측정", "A", "B", "B − A", "95% 구간", "질문 수", "판정"), rows=rows)


def _figure_cells(figure: Figure) -> tuple[str, ...]:
    interval = spread(figure.low, figure.high)
    return MEASURES[figure.name], number(figure.value), interval, str(figure.count), DIRECTIONS[figure.direction]


def _change_cells(difference: Difference) -> tuple[str, str, str]:
    interval = f"{change(difference.low)} – {change(difference.high)}"
    return f"{change(difference.change)} (n={difference.count})", interval, VERDICTS[difference.verdict]


def _grouped(what: str, names: Sequence[str], groups: Sequence[tuple[str, Sequence[Figure]]]) -> Table:
    """One row per group and one column per measure that any group has."""
    known = [{figure.name: figure for figure in figures} for _, figures in groups]
    shown = [name for name in names if any(name in figures for figures in known)]
    rows = tuple(
        (label, str(max((figure.count for figure in figures), default=0)), *(_cell(found.get(n)) for n in shown))
        for (label, figures), found in zip(groups, known, strict=True)
    )
    return Table(header=(what, "질문 수", *(MEASURES[name] for name in shown)), rows=rows)


def _gap_words(gap: Gap | CaseType) -> str:
    return GAPS[gap] if isinstance(gap, Gap) else TYPES[gap]


def _cell(figure: Figure | None) -> str:
    return "" if figure is None else f"{number(figure.value)} ({spread(figure.low, figure.high)})"
