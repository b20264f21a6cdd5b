"""Filling in the templates of the staff pages."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from assistant.domain.answers import Language
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
        said=partial(in_one_language, labels=labels),
        document_link=partial(document_url, below=STAFF_PAGES),
        original_link=partial(original_url, below=STAFF_PAGES),
        passage_link=partial(passage_url, below=STAFF_PAGES),
        **values,
    )


def failure(error: Exception, labels: Labels) -> str:
    """What went wrong, for the one who has to act."""
    return rendered("failure.html", labels, message=str(error))


def in_one_language(message: str, labels: Labels) -> str:
    """The half of a message (`한국어 / English`) in the language of the labels; all of it where it has no halves."""
    korean, slash, english = message.partition(" / ")
    if not slash or " / " in english:
        return message
    return korean if labels.language is Language.KOREAN else english


def _at(time: str) -> str:
    """An ISO time in UTC as the clock of this machine shows it."""
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
