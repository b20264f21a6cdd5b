"""`ax-advisor gaps`: the questions the documents do not answer well, and the reports worth adding next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from assistant.actions.gaps import DAYS
from assistant.bootstrap import Access, open_advisor
from assistant.consulting.gaps.gap import WEAKNESSES, GapOverview
from assistant.consulting.gaps.wanted import sector_name, stage_name, wanted
from assistant.settings import read_settings
from ui.cli.options import AsJson, AsRole, DataDir, person_from
from ui.cli.progress import errors, output, shown_progress
from ui.gap_rows import counted, gap_rows
from ui.json_forms import gap_overview_form
from ui.workbooks import write_workbook

_SHOWN = 20
"""Groups shown on the screen; JSON and Excel hold all."""


def gaps(
    days: Annotated[int, typer.Option(min=1, max=3_650, help="며칠 동안의 질문을 볼지.")] = DAYS,
    xlsx: Annotated[Path | None, typer.Option(metavar="FILE", help="Excel 파일로 씁니다.")] = None,
    data: DataDir = None,
    role: AsRole = "staff",
    as_json: AsJson = False,
) -> None:
    """답하지 못했거나 근거가 약한 질문을 주제, 업종, 단계로 묶고, 더하면 좋을 보고서를 보입니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor, shown_progress(quiet=as_json) as tell:
        overview = advisor.gaps.overview(person_from(role), days, tell)
    if xlsx is not None:
        write_workbook(xlsx, "더할 보고서", gap_rows(overview))
        errors.print(f"{xlsx}: 주제 {len(overview.groups)}개, 질문 {overview.times}개", markup=False, highlight=False)
    elif as_json:
        typer.echo(json.dumps(gap_overview_form(overview), ensure_ascii=False))
    else:
        _show(overview)


def _show(overview: GapOverview) -> None:
    told = counted((WEAKNESSES[weakness].ko, count) for weakness, count in overview.weaknesses.items())
    summary = f"{overview.since}부터 질문 {overview.asked}개 가운데 근거가 없거나 약한 것 {overview.times}개"
    output.print(f"{summary} ({told})" if told else summary, markup=False, highlight=False)
    if not overview.groups:
        return
    sectors = counted((sector_name(sector).ko, count) for sector, count in overview.sectors.items())
    stages = counted((stage_name(stage).ko, count) for stage, count in overview.stages.items())
    output.print(f"업종: {sectors}\n단계: {stages}", markup=False, highlight=False)
    table = Table(show_lines=True)
    for name in ("", "주제", "질문", "날", "비율", "예시 질문", "더하면 좋을 보고서"):
        table.add_column(name, overflow="fold")  # otherwise letters of wide scripts are cut off
    for rank, group in enumerate(overview.groups[:_SHOWN], start=1):
        share = f"{group.share:.0%}"
        numbers = (str(rank), group.label, str(group.times), str(len(group.days)), share)
        table.add_row(*numbers, group.example.text, wanted(group).ko)
    output.print(table, markup=False)
    if (rest := len(overview.groups) - _SHOWN) > 0:
        output.print(f"이 밖에 주제 {rest}개는 --json이나 --xlsx로 볼 수 있습니다.", markup=False, highlight=False)
    if overview.left_out:
        output.print(f"질문이 많아 드물게 물은 {overview.left_out}개는 묶지 않았습니다.", markup=False, highlight=False)
