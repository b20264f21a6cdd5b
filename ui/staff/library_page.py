"""*Library*: all documents with their state, age and use."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

import gradio as gr

from assistant.domain.access import AudienceGroup
from assistant.domain.answers import Language
from assistant.domain.documents import Kind, Provenance
from assistant.domain.library_listing import Age, EntryState, Usefulness, Wish
from assistant.domain.vocabulary import SECTORS
from ui.staff.parts import QUIET, StaffPage, Told, labels_for, person_for, region, word
from ui.staff.rendering import rendered

SHOWN_AT_ONCE = 200
"""Documents in the list; people narrow the wish rather than read on."""


_CHOICES: dict[str, tuple[StrEnum, ...]] = {
    "kind": tuple(Kind),
    "audience": tuple(group for group in AudienceGroup if group is not AudienceGroup.DRAFT),
    "provenance": tuple(Provenance),
    "state": tuple(EntryState),
    "age": tuple(Age),
    "usefulness": tuple(Usefulness),
}


class LibraryPage(StaffPage):
    """The list, and the wish for some of it."""

    name = "library"
    address = "library"
    fixed = MappingProxyType({"library_wish": {"choices": _CHOICES, "sectors": SECTORS}})

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """The wish above the list."""
        wish = region(texts("library_wish"))
        listed = region()
        blocks.load(self.opened, None, listed, **QUIET)
        wish.submit(self.wished, None, listed, **QUIET)

    def opened(self, request: gr.Request) -> str:
        """All documents."""
        return self._listed(request, Wish())

    def wished(self, request: gr.Request, event: gr.EventData) -> str:
        """The documents that are wanted."""
        return self._listed(request, _wish(Told.by(event)))

    def _listed(self, request: gr.Request, wish: Wish) -> str:
        labels = labels_for(request)
        listing = self._advisor.listing.listed(person_for(request), wish)
        return rendered(
            "library_list.html",
            labels,
            listing=listing,
            shown=listing.entries[:SHOWN_AT_ONCE],
            korean=labels.language is Language.KOREAN,
            sectors=SECTORS,
        )


def _wish(told: Told) -> Wish:
    return Wish(
        words=told.one("words"),
        kind=word(Kind, told.one("kind")),
        sector=told.one("sector") or None,
        audience=word(AudienceGroup, told.one("audience")),
        provenance=word(Provenance, told.one("provenance")),
        state=word(EntryState, told.one("state")),
        age=word(Age, told.one("age")),
        usefulness=word(Usefulness, told.one("usefulness")),
        is_overdue=True if told.one("overdue") else None,
    )
