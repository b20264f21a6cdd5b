"""Document metadata as the catalog stores it: four columns that are filtered on, and JSON for the rest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from assistant.domain.access import Audience
from assistant.domain.documents import (
    Confidence,
    DocumentMetadata,
    Kind,
    Outcome,
    Provenance,
    Source,
)

_COLUMNS = ("id", "title", "kind", "date", "audience")
_WORD_LISTS = ("sector", "company_size", "technologies", "stage", "questions", "also_asked", "not_answered")


def further_json(metadata: DocumentMetadata) -> dict[str, Any]:
    """What has no column of its own, as plain JSON values; what is empty is left out.

    Values under `extra` that JSON does not know (a date, say) become text.
    """
    further = {field.name: getattr(metadata, field.name) for field in fields(metadata) if field.name not in _COLUMNS}
    further["outcomes"] = [asdict(outcome) for outcome in metadata.outcomes]
    further["sources"] = [asdict(source) for source in metadata.sources]
    further["extra"] = dict(metadata.extra)
    kept = {name: value for name, value in further.items() if value not in (None, (), [], {}, False)}
    plain: dict[str, Any] = json.loads(json.dumps(kept, ensure_ascii=False, default=str))
    return plain


def metadata_from(
    document_id: str, title: str, kind: str, date: str, audience: str, further: Mapping[str, Any]
) -> DocumentMetadata:
    """The metadata again, from the columns of a version and its JSON."""
    rest = dict(further)
    confidence = rest.pop("confidence", None)
    lists: dict[str, Any] = {name: tuple(rest.pop(name, ())) for name in _WORD_LISTS}
    return DocumentMetadata(
        id=document_id,
        title=title,
        kind=Kind(kind),
        date=date,
        audience=Audience.parse(audience),
        provenance=Provenance(rest.pop("provenance")),
        confidence=Confidence(confidence) if confidence else None,
        outcomes=tuple(Outcome(**outcome) for outcome in rest.pop("outcomes", ())),
        sources=tuple(Source(**source) for source in rest.pop("sources", ())),
        **lists,
        **rest,
    )
