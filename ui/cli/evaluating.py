"""`ax-advisor eval`: how good the answers are, measured with a suite of questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.table import Table

from assistant.errors import AdvisorError, WrongUse
from ui.cli.progress import errors, output, shown_progress

if TYPE_CHECKING:
    from evals.evaluation import Comparison, Evaluation
    from evals.run import Plan

_EXTRA = {"ir_measures", "pytrec_eval", "matplotlib"}
"""What the optional extra `evals` brings."""


def evaluate(
    suite: Annotated[str | None, typer.Argument(help="질문 모음의 이름이나 파일 (기본값 golden).")] = None,
    half: Annotated[Literal["development", "scored", "all"], typer.Option(help="질문 모음의 어느 절반인지.")] = "all",
    out: Annotated[Path, typer.Option(metavar="DIR", help="보고서를 쓸 폴더.")] = Path("reports/eval"),
    save_baseline: Annotated[bool, typer.Option("--save-baseline", help="이번 값을 기준값으로 남깁니다.")] = False,
    fast: Annotated[bool, typer.Option("--fast", help="개발용 절반에서 고른 서른 개쯤만 묻습니다.")] = False,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="두 설정을 견줍니다: AX_이름=값,… 또는 default."),
    ] = None,
) -> None:
    """질문 모음으로 평가하고 보고서를 씁니다. 실패, 권한 밖 노출, 나빠진 값이 있으면 1로 끝납니다."""
    if fast and half == "scored":
        raise WrongUse(
            "--fast는 개발용 절반에서 고르므로 --half scored와 함께 쓸 수 없습니다. / --fast excludes scored."
        )
    if compare is not None and save_baseline:
        raise WrongUse("--compare의 값은 기준값으로 남기지 않습니다. / --compare excludes --save-baseline.")
    with _evals_installed():
        from evals.run import plan
        from evals.suites.parts import Part, suite_path

        planned = plan(suite_path(suite), Part.FAST if fast else Part(half))
        if compare is not None:
            _compare(planned, compare, out)
        else:
            _evaluate(planned, out, save_baseline=save_baseline)


@contextmanager
def _evals_installed() -> Iterator[None]:
    """Say how to get the packages of the extra `evals` where they are missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in _EXTRA:
            raise
        told = "평가에 쓰는 꾸러미가 없습니다. 'make dev-install'이나 pip의 'ax-advisor[evals]'로 설치해 주세요."
        raise AdvisorError(f"{told} / Missing package: {error.name}") from error


def _evaluate(planned: Plan, out: Path, *, save_baseline: bool) -> None:
    from evals.report.writing import write_evaluation
    from evals.run import evaluate as run
    from evals.variants import evaluation_settings

    with shown_progress() as tell:
        evaluation = run(planned, evaluation_settings(), tell)
    write_evaluation(evaluation, out)
    _show(evaluation)
    errors.print(f"보고서: {out / 'report.html'}", markup=False, soft_wrap=True)
    if save_baseline:
        _keep(evaluation, planned.suite)
    elif not evaluation.is_acceptable:
        raise typer.Exit(1)


def _keep(evaluation: Evaluation, suite: Path) -> None:
    """Make the values the baseline, unless something broke or leaked: that must never become what is normal."""
    from evals.baseline import baseline_path, save_baseline

    faults = [trial.case.id for trial in (*evaluation.failed, *evaluation.leaks)]
    if faults:
        told = f"실패했거나 권한 밖의 문서를 보인 질문이 {len(faults)}개 있어 기준값으로 남기지 않았습니다"
        raise AdvisorError(f"{told}: {', '.join(faults[:5])} / Not kept: questions failed or leaked.")
    path = baseline_path(suite)
    save_baseline(path, evaluation.suite, evaluation.cases, evaluation.trials)
    errors.print(f"기준값: {path}", markup=False, soft_wrap=True)


def _compare(planned: Plan, texts: tuple[str, str], out: Path) -> None:
    from evals.report.writing import write_comparison
    from evals.run import compare
    from evals.variants import variant

    first, second = map(variant, texts)
    with shown_progress() as tell:
        comparison = compare(planned, first, second, tell)
    write_comparison(comparison, out)
    _show_comparison(comparison)
    errors.print(f"보고서: {out / 'report.html'}", markup=False, soft_wrap=True)


def _show(evaluation: Evaluation) -> None:
    from evals.report.tables import VERDICTS
    from evals.report.words import MEASURES, change, number, spread

    changes = {item.name: item for item in evaluation.differences}
    shown = Table("측정", "값 (95% 구간)", "질문", "기준값과의 차이")
    for figure in evaluation.figures:
        item = changes.get(figure.name)
        told = f"{change(item.change)} {VERDICTS[item.verdict]}" if item is not None else ""
        value = f"{number(figure.value)} ({spread(figure.low, figure.high)})"
        shown.add_row(MEASURES[figure.name], value, str(figure.count), told)
    output.print(shown, markup=False)
    for trial in evaluation.failed:
        errors.print(f"실패 {trial.case.id}: {trial.failure}", style="red", markup=False)
    for trial in evaluation.leaks:
        errors.print(f"권한 밖의 문서를 보임: {trial.case.id}", style="red", markup=False)
    for item in evaluation.regressions:
        errors.print(f"나빠짐: {MEASURES[item.name]} {change(item.change)}", style="red", markup=False)


def _show_comparison(comparison: Comparison) -> None:
    from evals.report.tables import VERDICTS
    from evals.report.words import MEASURES, change, number

    for letter, name in zip("AB", comparison.names, strict=True):
        output.print(f"{letter}: {name}", markup=False)
    shown = Table("측정", "A", "B", "B − A (95% 구간)", "판정")
    for item in comparison.differences:
        interval = f"{change(item.change)} ({change(item.low)} – {change(item.high)})"
        shown.add_row(MEASURES[item.name], number(item.before), number(item.after), interval, VERDICTS[item.verdict])
    output.print(shown, markup=False)
