"""Filling in the templates; everything that is filled in is escaped unless it was made by `markup`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ui.labels import Labels

_HERE = Path(__file__).parent


def render(template: str, labels: Labels, **values: object) -> str:
    """One template with its values; `label` gives its sentences."""
    filled = _environment().get_template(template).render(label=labels, language=str(labels.language), **values)
    return filled.strip()


def page_styles() -> str:
    """The style sheet of the plain pages."""
    return "".join(static_text(name) for name in ("tokens.css", "documents.css", "page.css"))


def static_text(name: str) -> str:
    """A file from `static/` (style sheets and scripts that are written into the pages)."""
    return (_HERE / "static" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
