"""Filling in the templates; everything that is filled in is escaped unless it was made by `markup`."""

from __future__ import annotations

from pathlib import Path

from ui.labels import Labels
from ui.templating import templates_in

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"


def render(template: str, labels: Labels, **values: object) -> str:
    """One template with its values; `label` gives its sentences."""
    filled = (
        templates_in(_TEMPLATES).get_template(template).render(label=labels, language=str(labels.language), **values)
    )
    return filled.strip()


def page_styles() -> str:
    """The style sheet of the plain pages."""
    return "".join(static_text(name) for name in ("tokens.css", "documents.css", "page.css"))


def static_text(name: str) -> str:
    """A file from `static/` (style sheets and scripts that are written into the pages)."""
    return (_HERE / "static" / name).read_text("utf-8")
