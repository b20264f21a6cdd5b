"""Files made for staff to keep."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from assistant.actions.gaps import DAYS
from ui.gap_rows import gap_rows
from ui.staff.outcomes_page import outcome_rows, outcome_wish, wanted_outcomes
from ui.staff.parts import Told
from ui.web.people import advisor_of, labels_of, person_of
from ui.workbooks import workbook

router = APIRouter(include_in_schema=False)

_MOST_DAYS = 3_650
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/outcomes.xlsx")
def outcomes_workbook(request: Request) -> Response:
    """The outcomes that are wanted, as an Excel file."""
    labels = labels_of(request)
    told = Told(values={name: [value] for name, value in request.query_params.items()})
    entries = wanted_outcomes(advisor_of(request), person_of(request), outcome_wish(told))
    return _saved(labels("staff_page_outcomes"), outcome_rows(entries, labels))


@router.get("/gaps.xlsx")
def gaps_workbook(request: Request, days: Annotated[int, Query(ge=1, le=_MOST_DAYS)] = DAYS) -> Response:
    """The reports worth adding, as an Excel file."""
    overview = advisor_of(request).gaps.overview(person_of(request), days)
    return _saved(labels_of(request)("staff_page_gaps"), gap_rows(overview))


def _saved(title: str, rows: list[list[object]]) -> Response:
    name = quote(f"{title}.xlsx")
    disposition = f"attachment; filename*=utf-8''{name}"
    return Response(workbook(title, rows), media_type=_XLSX, headers={"content-disposition": disposition})
