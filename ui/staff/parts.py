"""What the staff pages are made of: regions of HTML from our templates whose forms and buttons call a handler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import gradio as gr

from assistant.domain.access import Person
from ui.labels import Labels
from ui.staff.names import name_of
from ui.web.people import labels_of, person_of

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor

_Word = TypeVar("_Word", bound=StrEnum)

QUIET: dict[str, Any] = {
    "show_progress": "hidden",  # the pages tell their progress themselves
    "api_visibility": "private",
    "trigger_mode": "always_last",
}

_FORMS = """
const told = (form, pressed) => {
  const values = {};
  for (const [name, value] of new FormData(form)) (values[name] ??= []).push(value);
  trigger("submit", { form: form.dataset.form, pressed: pressed ?? "", values });
};
element.addEventListener("submit", (event) => {
  event.preventDefault();
  told(event.target, event.submitter?.value);
});
let typing;
element.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  clearTimeout(typing);
  typing = setTimeout(() => told(form), event.target.type === "search" ? 350 : 0);
});
"""
"""A form is told when it is sent; one marked `data-live` whenever something in it changes."""


class StaffPage:
    """One page: its parts, and which handler fills which."""

    name: str
    """How labels and templates call it."""
    address: str
    """Below the staff pages; empty for the first one."""
    belongs_to: str | None = None
    """The page it is reached from, for pages that are not in the title bar."""
    fixed: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    """The templates whose words depend on nothing but the language, each with its values."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """Put the page's parts in place."""
        raise NotImplementedError


@dataclass(frozen=True)
class Told:
    """What a form says: which one it is, the button that sent it, and its fields."""

    form: str = ""
    pressed: str = ""
    values: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def by(cls, event: gr.EventData) -> Told:
        """Read an event; whatever a browser may send comes out as text."""
        values = getattr(event, "values", None)
        fields = values if isinstance(values, dict) else {}
        return cls(
            form=str(getattr(event, "form", "") or ""),
            pressed=str(getattr(event, "pressed", "") or ""),
            values={
                str(name): [str(one) for one in (given if isinstance(given, list) else [given])]
                for name, given in fields.items()
            },
        )

    def one(self, name: str) -> str:
        """A field's value; empty when it was not filled in."""
        return next(iter(self.values.get(name, ())), "").strip()

    def many(self, name: str) -> tuple[str, ...]:
        """All values chosen in a field."""
        return tuple(value for value in self.values.get(name, ()) if value)


def region(value: gr.i18n.I18nData | None = None, **options: Any) -> gr.HTML:
    """A part of the page made of our templates, whose forms trigger `submit`."""
    return gr.HTML(value, apply_default_css=False, js_on_load=_FORMS, **options)


def word(words: type[_Word], told: str) -> _Word | None:
    """One of fixed words; None for anything else."""
    return words(told) if told in tuple(words) else None


def labels_for(request: gr.Request) -> Labels:
    """The labels in the language of the browser behind a Gradio request."""
    return labels_of(_connection(request))


def person_for(request: gr.Request) -> Person:
    """Who is behind a Gradio request: one of staff, if the door let it in."""
    return person_of(_connection(request))


def name_for(request: gr.Request) -> str:
    """The name under which somebody of staff works."""
    return name_of(_connection(request))


def asked_for(request: gr.Request, name: str) -> str:
    """A value in the address of the page; empty when it is not there."""
    return str(request.query_params.get(name, ""))


def _connection(request: gr.Request) -> Any:
    return request.request
