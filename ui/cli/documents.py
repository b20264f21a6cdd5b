"""`ax-advisor documents`: what is in the library."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table

from assistant.bootstrap import Access, open_advisor
from assistant.settings import read_settings
from ui.cli.options import AsJson, AsRole, DataDir, person_from
from ui.cli.progress import output
from ui.file_reports import report_lines
from ui.json_forms import chunk_form, document_form, file_report_form

app = typer.Typer(help="등록된 문서를 봅니다.", no_args_is_help=True)


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
