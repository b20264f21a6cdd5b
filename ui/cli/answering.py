"""`ax-advisor answering`: stopping all answers, starting them again, and who did so."""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from typing import Annotated

import typer

from assistant.bootstrap import Access, open_advisor
from assistant.domain.answering_switch import SwitchChange
from assistant.settings import read_settings
from ui.cli.options import AsJson, AsRole, DataDir, person_from
from ui.cli.progress import output

app = typer.Typer(help="답변을 잠시 멈추거나 다시 엽니다. 돌고 있는 서버에도 바로 적용됩니다.", no_args_is_help=True)

_By = Annotated[str | None, typer.Option("--by", metavar="이름", help="기록에 남길 이름 (기본값 로그인 이름).")]
_Reason = Annotated[
    str, typer.Option("--reason", metavar="글", help="까닭. 멈출 때는 꼭 적고, 묻는 사람에게 보입니다.")
]


@app.command("stop")
def stop(
    reason: _Reason, by: _By = None, role: AsRole = "staff", data: DataDir = None, as_json: AsJson = False
) -> None:
    """답변을 멈춥니다. 자료 찾기와 읽기는 그대로 됩니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        _show([advisor.switch.stop(person_from(role), by or getpass.getuser(), reason)], as_json=as_json)


@app.command("start")
def start(
    reason: _Reason = "", by: _By = None, role: AsRole = "staff", data: DataDir = None, as_json: AsJson = False
) -> None:
    """답변을 다시 엽니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        _show([advisor.switch.start(person_from(role), by or getpass.getuser(), reason)], as_json=as_json)


@app.command("status")
def status(role: AsRole = "staff", data: DataDir = None, as_json: AsJson = False) -> None:
    """지금 답하고 있는지와, 누가 언제 왜 멈추고 열었는지 보입니다. 새것부터입니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        changes = advisor.switch.changes(person_from(role))
    if not changes and not as_json:
        output.print("답변하고 있습니다. 멈춘 적이 없습니다. / Answering; never stopped.")
    _show(changes, as_json=as_json)


def _show(changes: list[SwitchChange], *, as_json: bool) -> None:
    for change in changes:
        if as_json:
            typer.echo(json.dumps(asdict(change), ensure_ascii=False))
        else:
            state = "답변을 엶" if change.is_answering else "답변을 멈춤"
            parts = [change.at, state, change.by, change.reason]
            output.print(" · ".join(part for part in parts if part), markup=False, highlight=False)
