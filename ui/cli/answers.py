"""`ax-advisor answers`: the answers that were given, for staff."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table

from assistant.bootstrap import Access, open_advisor
from assistant.settings import read_settings
from ui.cli.options import AsJson, AsRole, DataDir, person_from
from ui.cli.progress import output

app = typer.Typer(help="지금까지 드린 답변의 기록을 봅니다.", no_args_is_help=True)


@app.command("list")
def list_answers(
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="몇 개까지.")] = 20,
    role: AsRole = "staff",
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """최근 답변, 새것부터."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        records = advisor.answers.newest(person_from(role), limit)
    if as_json:
        typer.echo(json.dumps([vars(record) for record in records], ensure_ascii=False))
        return
    table = Table("번호", "때", "질문", "결과", "쓴 방법")
    for record in records:
        table.add_row(record.id, record.asked_at[:19], record.question[:60], record.status, record.writer)
    output.print(table, markup=False)


@app.command("show")
def show_answer(
    answer_id: Annotated[str, typer.Argument(metavar="번호")], role: AsRole = "staff", data: DataDir = None
) -> None:
    """답변 하나: 찾은 대목과 점수, 인용, 설정까지."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        record = advisor.answers.answer(person_from(role), answer_id)
    output.print_json(json.dumps(vars(record), ensure_ascii=False))
