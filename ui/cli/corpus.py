"""`ax-advisor corpus`: for those who write documents: checking them, and starting a new one."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assistant.domain.documents import Kind
from assistant.errors import WrongUse
from assistant.settings import corpus_dir
from ingest.authoring.checking import Severity, check_corpus
from ingest.authoring.starting import start_document
from ui.cli.options import AsJson
from ui.cli.progress import errors, output

app = typer.Typer(help="자료 모음(corpus)의 문서를 검사하고 새로 시작합니다.", no_args_is_help=True)

Folder = Annotated[Path | None, typer.Option("--folder", metavar="DIR", help="자료 모음 폴더 (기본값 corpus/).")]


@app.command("check")
def check(folder: Folder = None, as_json: AsJson = False) -> None:
    """모든 문서의 정보와 출처를 검사합니다. 고칠 것이 있으면 파일과 줄을 알려 주고 1로 끝납니다."""
    place = folder or corpus_dir()
    if not place.is_dir():
        raise WrongUse(f"폴더가 없습니다: {place} / There is no such folder.")
    report = check_corpus(place, date.today())
    for complaint in report.complaints:
        if as_json:
            typer.echo(json.dumps(asdict(complaint), ensure_ascii=False))
            continue
        mark = "참고: " if complaint.severity is Severity.NOTICE else ""
        where = f"{complaint.path}:{complaint.line}: {complaint.field}:"
        output.print(f"{where} {mark}{complaint.words}", markup=False, highlight=False, soft_wrap=True)
    serious = sum(complaint.severity is Severity.ERROR for complaint in report.complaints)
    errors.print(f"문서 {report.documents}개, 고칠 것 {serious}개, 참고 {len(report.complaints) - serious}개")
    if not report.is_clean:
        raise typer.Exit(1)


@app.command("new")
def new(
    kind: Annotated[Kind, typer.Argument(help="case(사례), policy(제도·안내), pilot(실증) 가운데 하나.")],
    identifier: Annotated[str, typer.Argument(metavar="ID", help="영어 소문자와 숫자를 '-'로 이은 이름.")],
    title: Annotated[str, typer.Option(help="한국어 제목.")] = "{{한국어 제목}}",
    folder: Folder = None,
) -> None:
    """새 문서를 시작합니다. 채워야 할 곳은 {{ }} 안에 적혀 있습니다."""
    path = start_document(folder or corpus_dir(), kind, identifier, title, date.today())
    output.print(f"만들었습니다: {path}", markup=False, highlight=False, soft_wrap=True)
    errors.print("{{ }} 안의 안내를 채운 뒤 'ax-advisor corpus check'로 검사해 주세요.")
