"""Filling in the templates of the staff pages."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from ui.labels import Labels
from ui.staff.addresses import page_url
from ui.staff.door import STAFF_PAGES
from ui.web.links import document_url, original_url, passage_url
from ui.web.rendering import render


def rendered(template: str, labels: Labels, **values: object) -> str:
    """One staff template with its values; links lead to the pages as staff may read them."""
    return render(
        f"staff/{template}",
        labels,
        page_link=page_url,
        at=_at,
        document_link=partial(document_url, below=STAFF_PAGES),
        original_link=partial(original_url, below=STAFF_PAGES),
        passage_link=partial(passage_url, below=STAFF_PAGES),
        **values,
    )


def _at(time: str) -> str:
    """An ISO time in UTC as the clock of this machine shows it."""
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
