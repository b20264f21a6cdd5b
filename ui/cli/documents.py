"""`ax-advisor documents`: what is in the library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from assistant.bootstrap import Access, open_advisor
from assistant.domain.answers import Language
from assistant.settings import read_settings
from ingest.jobs.receiving import HandedIn
from ui.cli.jobs import finished, show_ends
from ui.cli.options import AsJson, AsRole, ByName, DataDir, person_from
from ui.cli.progress import output
from ui.file_reports import report_lines
from ui.json_forms import chunk_form, document_form, event_form, file_report_form
from ui.labels import Labels

app = typer.Typer(help="등록된 문서를 보고 바꿉니다.", no_args_is_help=True)


@app.command("list")
def list_documents(data: DataDir = None, role: AsRole = "admin", as_json: AsJson = False) -> None:
    """문서 목록."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        documents = advisor.library.documents(person_from(role))
    if as_json:
        typer.echo(json.dumps([document_form(document) for document in documents], ensure_ascii=False))
        return
    table = Table("문서", "제목", "종류", "날짜", "대상", "근거", "상태", "판")
    for document in documents:
        metadata = document.newest.metadata
        table.add_row(
            document.id,
            metadata.title,
            str(metadata.kind),
            metadata.date,
            str(metadata.audience),
            str(metadata.provenance),
            str(document.state),
            str(document.newest.number),
        )
    output.print(table, markup=False)


@app.command("show")
def show_document(
    document_id: Annotated[str, typer.Argument(metavar="ID")],
    data: DataDir = None,
    role: AsRole = "admin",
    as_json: AsJson = False,
) -> None:
    """문서 하나: 정보, 판, 파일에서 찾은 것(담당자만), 색인된 조각."""
    person = person_from(role)
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        document = advisor.library.document(person, document_id)
        number = document.served or document.newest.number
        chunks = advisor.library.chunks(person, document_id, number)
        report = advisor.library.file_report(person, document_id, number) if person.is_staff else None
    found = {"report": file_report_form(report)} if report else {}
    form = document_form(document) | found | {"chunks": [chunk_form(chunk) for chunk in chunks]}
    if as_json:
        typer.echo(json.dumps(form, ensure_ascii=False))
        return
    output.print_json(json.dumps(document_form(document), ensure_ascii=False))
    for line in report_lines(report) if report else ():
        output.print(line, markup=False, highlight=False, soft_wrap=True)
    for chunk in chunks:
        place = " · ".join(part for part in (f"{chunk.page}쪽" if chunk.page else "", chunk.heading_label) if part)
        output.print(f"\n{chunk.chunk_id} {place}", style="bold", markup=False)
        output.print(chunk.text, markup=False)


DocumentId = Annotated[str, typer.Argument(metavar="ID")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="이력에 남길 이유.")]


@app.command("replace")
def replace_document(
    document_id: DocumentId,
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)],
    by: ByName = "담당자",
    role: AsRole = "staff",
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """문서를 새 파일로 바꿉니다. 이전 판을 인용한 답변은 그 판을 계속 엽니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        handed_in = [HandedIn(path=file, name=file.name)]
        jobs = advisor.intake.add(person_from(role), by, handed_in, replaces=document_id, is_direct=True)
        ends = list(finished(advisor, [job.id for job in jobs]))
    show_ends(ends, as_json=as_json)


@app.command("withdraw")
def withdraw_document(
    document_id: DocumentId,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="내리는 이유 (꼭 적어 주세요).")],
    by: ByName = "담당자",
    role: AsRole = "staff",
    data: DataDir = None,
) -> None:
    """문서를 내립니다. 곧바로 찾을 수 없게 되며, 나중에 되살릴 수 있습니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        advisor.changes.withdraw(person_from(role), by, document_id, why)
    output.print(f"내렸습니다: {document_id}", markup=False)


@app.command("restore")
def restore_document(
    document_id: DocumentId,
    version: Annotated[int | None, typer.Option(min=1, help="이 판으로 되돌립니다.")] = None,
    why: Why = "",
    by: ByName = "담당자",
    role: AsRole = "staff",
    data: DataDir = None,
) -> None:
    """내린 문서를 되살리거나, 이전 판으로 되돌립니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        if version is None:
            advisor.changes.restore(person_from(role), by, document_id, why)
        else:
            advisor.changes.return_to(person_from(role), by, document_id, version, why)
    output.print(f"되살렸습니다: {document_id}", markup=False)


@app.command("history")
def document_history(
    document_id: Annotated[str | None, typer.Argument(metavar="ID")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="몇 개까지.")] = 50,
    role: AsRole = "staff",
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """누가 언제 무엇을 왜 바꾸었는지, 새것부터."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        events = advisor.changes.history(person_from(role), document_id, limit)
    if as_json:
        typer.echo(json.dumps([event_form(event) for event in events], ensure_ascii=False))
        return
    labels = Labels(Language.KOREAN)
    table = Table("때", "문서", "판", "한 일", "한 이", "이유")
    for event in events:
        done = labels(f"staff_did_{event.action}")
        table.add_row(event.at[:16], event.document_id, str(event.version or ""), done, event.by, event.why)
    output.print(table, markup=False)
