"""`ax-advisor ingest`: adding documents."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.bootstrap import Access, Advisor, open_advisor
from assistant.domain.access import Person, Role
from assistant.domain.synchronising import FileOutcome, FileResult, SynchroniseReport
from assistant.settings import read_settings
from ui.cli.options import AsJson, DataDir
from ui.cli.progress import errors, output, shown_progress
from ui.file_reports import check_report_name, personal_data_line, write_reports

_STAFF = Person(Role.STAFF)

_LABELS = {
    FileOutcome.CREATED: "새로 등록",
    FileOutcome.UPDATED: "새 판으로 바꿈",
    FileOutcome.UNCHANGED: "그대로",
    FileOutcome.WITHDRAWN: "내림",
    FileOutcome.REFUSED: "받지 못함",
}


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="파일, 폴더 또는 .jsonl 파일.")],
    data: DataDir = None,
    as_json: AsJson = False,
    report_file: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="파일마다 읽기 품질과 개인정보를 적을 보고서(.html, .jsonl)."),
    ] = None,
) -> None:
    """문서를 등록합니다. 폴더와 .jsonl은 달라진 것만 반영하고, 사라진 문서는 내립니다."""
    if report_file is not None:
        check_report_name(report_file)
    with open_advisor(read_settings(data_dir=data), Access.OWN) as advisor, shown_progress() as tell:
        advisor.make_ready(tell)
        report = advisor.keeping.ingest(_STAFF, paths, tell)
        if report_file is not None:
            write_reports(report_file, [_with_report(result, advisor) for result in report.results])
    if as_json:
        for result in report.results:
            typer.echo(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        _show(report)
    if report.has_refusals:
        raise typer.Exit(1)


def _with_report(result: FileResult, advisor: Advisor) -> FileResult:
    """The result of a file that was not read now, with what was found when it was."""
    if result.outcome is not FileOutcome.UNCHANGED or result.document_id is None or result.version is None:
        return result
    return replace(result, report=advisor.library.file_report(_STAFF, result.document_id, result.version))


def _show(report: SynchroniseReport) -> None:
    """What became of each file that is not as it was, with what one should know about it."""
    for result in report.results:
        if result.outcome is FileOutcome.UNCHANGED:
            continue
        document = f" → {result.document_id} ({result.version}판, 조각 {result.chunks}개)" if result.version else ""
        style = "red" if result.outcome is FileOutcome.REFUSED else "bold"
        output.print(f"{_LABELS[result.outcome]}: {result.path}{document}", style=style, markup=False, soft_wrap=True)
        found = (personal_data_line(result.report),) if result.report else ()
        for note in (result.message, *result.warnings, *found):
            if note:
                output.print(f"  · {note}", markup=False, highlight=False, soft_wrap=True)
    counts = ", ".join(f"{_LABELS[FileOutcome(name)]} {count}" for name, count in report.counts.items())
    errors.print(counts, markup=False)
