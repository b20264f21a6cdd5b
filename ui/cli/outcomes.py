"""`ax-advisor outcomes`: the before/after figures that were found in documents and wait to be confirmed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from assistant.bootstrap import Access, open_advisor
from assistant.domain.documents import Kind
from assistant.domain.outcomes import ProposedOutcome
from assistant.settings import read_settings
from ui.cli.options import AsJson, AsRole, DataDir, person_from
from ui.cli.progress import errors, output
from ui.json_forms import outcome_form
from ui.workbooks import write_workbook

_COLUMNS = {
    "document_id": "문서",
    "title": "제목",
    "kind": "종류",
    "provenance": "근거",
    "metric": "지표",
    "before": "이전",
    "after": "이후(또는 변화)",
    "unit": "단위",
    "period": "기간",
    "page": "쪽",
    "heading": "제목의 차례",
    "quote": "근거가 된 글",
    "version": "판",
    "status": "상태",
}


def outcomes(
    kind: Annotated[Kind | None, typer.Option(help="case, pilot 가운데 하나만.")] = None,
    xlsx: Annotated[Path | None, typer.Option(metavar="FILE", help="Excel 파일로 씁니다.")] = None,
    data: DataDir = None,
    role: AsRole = "admin",
    as_json: AsJson = False,
) -> None:
    """문서에서 찾은 성과(이전과 이후의 값)를 근거와 함께 보입니다. 사람이 아직 확인하지 않은 제안입니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        proposed = advisor.library.outcomes(person_from(role), kind)
    forms = [outcome_form(one) for one in proposed]
    if xlsx is not None:
        write_workbook(xlsx, "성과", [list(_COLUMNS.values()), *([form[name] for name in _COLUMNS] for form in forms)])
        errors.print(f"{xlsx}: 성과 {len(forms)}건", markup=False, highlight=False)
    elif as_json:
        typer.echo(json.dumps(forms, ensure_ascii=False))
    else:
        output.print(_table(proposed), markup=False)


def _table(proposed: list[ProposedOutcome]) -> Table:
    table = Table("문서", "지표", "이전 → 이후", "기간", "자리", "근거", "상태")
    for one in proposed:
        outcome, chunk = one.outcome, one.chunk
        change = " → ".join(str(value) for value in (outcome.before, outcome.after) if value is not None)
        place = f"{chunk.page}쪽" if chunk.page else (chunk.heading or ("",))[-1]
        table.add_row(
            chunk.document_id,
            outcome.metric,
            f"{change} {outcome.unit or ''}".strip(),
            outcome.period or "",
            place,
            str(one.metadata.provenance),
            str(one.status),
        )
    return table
