"""`ax-advisor eval-collection` and `eval-mteb`: how well documents are found, on collections made by others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import AdvisorError
from assistant.settings import read_settings
from ui.cli.options import DataDir
from ui.cli.progress import errors, output, shown_progress

if TYPE_CHECKING:
    from evals.collections.evaluating import CollectionResult

_EXTRA = {"ir_measures", "pytrec_eval"}
"""What of the optional extra `evals` is needed here."""

Out = Annotated[Path | None, typer.Option(metavar="DIR", help="collections.md와 collections.json을 쓸 폴더.")]
Parts = Annotated[bool, typer.Option("--parts", help="의미 검색만, 낱말 검색만 했을 때도 잽니다.")]


def evaluate_collections(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="corpus.jsonl, queries.jsonl, qrels.jsonl이 있는 폴더.")
    ],
    out: Out = None,
    parts: Parts = False,
    data: DataDir = None,
) -> None:
    """자료 모음(BEIR 형식)으로 검색을 잽니다. 자료마다 처음 한 번만 색인합니다."""
    with _evals_installed():
        _evaluate(folders, out, data, parts=parts)


def evaluate_mteb(
    tasks: Annotated[list[str], typer.Argument(metavar="TASK...", help="mteb 과제의 이름, 예: Ko-StrategyQA.")],
    out: Out = None,
    parts: Parts = False,
    data: DataDir = None,
) -> None:
    """mteb의 찾기 과제를 내려받아 검색을 잽니다."""
    with _evals_installed():
        from evals.collections.mteb_tasks import written_task

        place = read_settings(data_dir=data).data_dir / "mteb"
        folders = [folder for task in tasks for folder in written_task(task, place)]
        _evaluate(folders, out, data, parts=parts)


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


def _evaluate(folders: Sequence[Path], out: Path | None, data: Path | None, *, parts: bool) -> None:
    from evals.collections.evaluating import evaluate_collection
    from evals.collections.reading import read_collection
    from evals.collections.report import write

    settings = read_settings(data_dir=data)
    for folder in folders:
        read_collection(folder)  # all of them are read before anything long is done
    with shown_progress() as tell:
        results = [evaluate_collection(folder, settings, tell, parts=parts) for folder in folders]
    _show(results)
    if out is not None:
        write(results, out)
        errors.print(f"결과: {out / 'collections.md'}", markup=False, soft_wrap=True)


def _show(results: Sequence[CollectionResult]) -> None:
    from evals.collections.report import table
    from evals.collections.screen import on_screen

    output.print(on_screen(table(results)), markup=False)
    for result in results:
        for message in result.outcome.refusals:
            errors.print(f"{result.name}: {message}", markup=False)
        for part, item in result.falls_below:
            errors.print(f"{result.name}: {item.name}이 '{part}'보다 나쁩니다.", style="red", markup=False)
