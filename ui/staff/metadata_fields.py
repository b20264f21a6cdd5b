"""The form of a document's metadata: what it shows, and what staff have changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain.access import AudienceGroup
from assistant.domain.documents import DocumentMetadata, Kind, Outcome, Provenance
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES
from ingest.metadata_form import metadata_form
from ui.staff.parts import Told

_LINES = (
    "title",
    "kind",
    "date",
    "facts_as_of",
    "audience",
    "provenance",
    "publisher",
    "region",
    "review_by",
    "licence",
)
_SETS = {"sector": SECTORS, "company_size": COMPANY_SIZES, "stage": STAGES}
_QUESTIONS = ("questions", "also_asked", "not_answered")
_LISTS = {"technologies": ","} | dict.fromkeys(_QUESTIONS, "\n")
"""Fields of free items, and what stands between two of them."""
_FIGURES = ("metric", "before", "after", "unit", "period")


def form_of(
    metadata: DocumentMetadata, guessed: Mapping[str, str] | None = None, proposed: Sequence[Outcome] = ()
) -> dict[str, Any]:
    """What the template of the form needs; `proposed` are outcomes that were found and may be confirmed."""
    known = {_as_written(outcome) for outcome in metadata.outcomes}
    return {
        "metadata": metadata,
        "guessed": guessed or {},
        "kinds": tuple(Kind),
        "provenances": tuple(Provenance),
        "audiences": (AudienceGroup.PUBLIC, AudienceGroup.CONSULTANTS, AudienceGroup.STAFF),
        "sets": _SETS,
        "questions": _QUESTIONS,
        "outcomes": [
            *((_as_written(outcome), True) for outcome in metadata.outcomes),
            *((written, False) for outcome in proposed if (written := _as_written(outcome)) not in known),
        ],
    }


def changes(told: Told, metadata: DocumentMetadata) -> dict[str, Any]:
    """The fields of the form that are not as the metadata have them; an emptied one is empty text."""
    written = metadata_form(metadata)
    lines = {name: told.one(name) for name in _LINES if name in told.values}
    changed: dict[str, Any] = {name: value for name, value in lines.items() if value != str(written.get(name, ""))}
    for name in _SETS:
        chosen = list(told.many(name))
        if set(chosen) != set(written.get(name, [])):
            changed[name] = chosen
    for name, separator in _LISTS.items():
        items = [item.strip() for item in told.one(name).split(separator) if item.strip()]
        if name in told.values and items != list(written.get(name, [])):
            changed[name] = items
    is_masked = bool(told.one("mask_personal_data"))
    if is_masked != metadata.mask_personal_data:
        changed["mask_personal_data"] = is_masked
    confirmed = _confirmed(told)
    if confirmed != [_as_written(outcome) for outcome in metadata.outcomes]:
        changed["outcomes"] = [dict(zip(_FIGURES, figures, strict=True)) for figures in confirmed]
    return changed


def _confirmed(told: Told) -> list[tuple[str, ...]]:
    """The outcomes that are ticked, as they were mended; one without a metric says nothing."""
    rows = [tuple(told.one(f"{name}-{row}") for name in _FIGURES) for row in told.many("outcome")]
    return [row for row in rows if row[0]]


def _as_written(outcome: Outcome) -> tuple[str, ...]:
    return tuple(_figure(getattr(outcome, name)) for name in _FIGURES)


def _figure(value: float | str | None) -> str:
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, int | float) else value
