"""A report as one page that asks nothing of the network: styles and plots stand in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.report.document import Document

_TEMPLATES = Path(__file__).with_name("templates")


def as_page(document: Document) -> str:
    """The whole report as HTML; everything but the drawings is escaped."""
    styles = (_TEMPLATES / "report.css").read_text("utf-8")
    return _environment().get_template("report.html").render(report=document, styles=styles)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
