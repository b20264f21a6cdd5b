"""What a company can tell about itself on the chat page."""

from __future__ import annotations

import gradio as gr

from assistant.domain.profile import CompanyProfile
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES, Term

_ALL = "all"
_FIELDS: dict[str, dict[str, Term]] = {
    "sector": {name: term for name, term in SECTORS.items() if name != _ALL},
    "company_size": {name: term for name, term in COMPANY_SIZES.items() if name != _ALL},
    "stage": STAGES,
}


def choices() -> dict[str, dict[str, dict[str, str]]]:
    """The choices of each field, each in both languages."""
    return {
        name: {value: {"ko": term.ko, "en": term.en} for value, term in terms.items()}
        for name, terms in _FIELDS.items()
    }


def told_profile(event: gr.EventData) -> CompanyProfile:
    """What the company told, for the questions that follow. What is not among the choices is left out."""
    told = {name: str(getattr(event, name, None) or "") for name in _FIELDS}
    return CompanyProfile(**{name: value for name, value in told.items() if value in _FIELDS[name]})
