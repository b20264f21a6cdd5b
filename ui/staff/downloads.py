"""Files made for staff to keep."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ui.staff.outcomes_page import outcome_rows, outcome_wish, wanted_outcomes
from ui.staff.parts import Told
from ui.web.people import advisor_of, labels_of, person_of
from ui.workbooks import workbook

router = APIRouter(include_in_schema=False)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/outcomes.xlsx")
def outcomes_workbook(request: Request) -> Response:
    """The outcomes that are wanted, as an Excel file."""
    labels = labels_of(request)
    told = Told(values={name: [value] for name, value in request.query_params.items()})
    entries = wanted_outcomes(advisor_of(request), person_of(request), outcome_wish(told))
    content = workbook(labels("staff_page_outcomes"), outcome_rows(entries, labels))
    name = quote(f"{labels('staff_page_outcomes')}.xlsx")
    return Response(content, media_type=_XLSX, headers={"content-disposition": f"attachment; filename*=utf-8''{name}"})
