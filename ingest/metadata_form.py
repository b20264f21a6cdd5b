"""Metadata as people would write them: the way back from what `describing` makes of a metadata file."""

from __future__ import annotations

from typing import Any

from assistant.domain.documents import DocumentMetadata


def metadata_form(metadata: DocumentMetadata) -> dict[str, Any]:
    """Metadata as they are written in a metadata file; what is empty is left out."""
    form = {name: _written(value) for name, value in vars(metadata).items() if name != "extra"}
    return {**metadata.extra, **{name: value for name, value in form.items() if value not in (None, [])}}


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [vars(item) if hasattr(item, "__dataclass_fields__") else item for item in value]
    return value if value is None or isinstance(value, bool) else str(value)
