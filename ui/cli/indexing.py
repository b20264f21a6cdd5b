"""`ax-advisor index`: comparing the indexes with the catalog, and building them anew."""

from __future__ import annotations

import json

import typer

from assistant.bootstrap import Access, open_advisor
from assistant.settings import read_settings
from ui.cli.options import AsJson, DataDir
from ui.cli.progress import output, shown_progress

app = typer.Typer(help="검색 색인을 확인하고 다시 만듭니다.", no_args_is_help=True)


@app.command("verify")
def verify(data: DataDir = None, as_json: AsJson = False) -> None:
    """색인이 목록(카탈로그)과 같은지 확인합니다. 다르면 1로 끝납니다."""
    with open_advisor(read_settings(data_dir=data), Access.OWN) as advisor:
        report = advisor.verify_indexes()
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        output.print(report.summary(), markup=False)
    if not report.is_clean:
        raise typer.Exit(1)


@app.command("rebuild")
def rebuild(data: DataDir = None, as_json: AsJson = False) -> None:
    """색인을 새로 만들고, 다 되면 바꿉니다. 그동안 이전 색인은 그대로 있습니다."""
    with open_advisor(read_settings(data_dir=data), Access.OWN) as advisor, shown_progress() as tell:
        report = advisor.rebuild_indexes(tell)
    typer.echo(json.dumps(report.as_json(), ensure_ascii=False)) if as_json else output.print(report.summary())
    if not report.is_clean:
        raise typer.Exit(1)
