"""File reports as the catalog stores them: plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assistant.domain.file_reports import FileReport, PartQuality, PersonalFinding, Place, Quality
from assistant.domain.personal_data import PersonalKind


def report_json(report: FileReport) -> dict[str, Any]:
    """A report as JSON values."""
    return asdict(report)


def report_from_json(form: Mapping[str, Any]) -> FileReport:
    """The report again."""
    quality = form["quality"]
    parts = (PartQuality(**{**part, "place": _place(part["place"])}) for part in quality["poor_parts"])
    findings = (
        PersonalFinding(**{**finding, "kind": PersonalKind(finding["kind"]), "place": _place(finding["place"])})
        for finding in form["personal_data"]
    )
    return FileReport(
        quality=Quality(**{**quality, "poor_parts": tuple(parts), "empty_pages": tuple(quality["empty_pages"])}),
        personal_data=tuple(findings),
        is_masked=form["is_masked"],
    )


def _place(form: Mapping[str, Any]) -> Place:
    return Place(page=form["page"], heading=tuple(form["heading"]))
