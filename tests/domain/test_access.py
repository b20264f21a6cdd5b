"""Who may see what."""

from __future__ import annotations

import pytest

from assistant.domain.access import Audience, Person

VISIBLE = {
    "visitor": {"public"},
    "sme": {"public"},
    "sme:가온": {"public", "company:가온"},
    "consultant": {"public", "consultants"},
    "staff": {"public", "consultants", "staff", "company:가온", "company:b"},
    "admin": {"public", "consultants", "staff", "company:가온", "company:b"},
}


@pytest.mark.parametrize("person", VISIBLE)
def test_a_role_sees_its_audiences_and_no_others(person: str) -> None:
    audiences = ("public", "consultants", "staff", "company:가온", "company:b")
    seen = {audience for audience in audiences if Person.parse(person).may_see(Audience.parse(audience))}
    assert seen == VISIBLE[person]


@pytest.mark.parametrize("text", ["boss", "sme:", "visitor:x", "staff:y", "", "sme:a b"])
def test_an_unknown_role_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="allowed: visitor, sme, sme:COMPANY"):
        Person.parse(text)


@pytest.mark.parametrize("text", ["everyone", "company:", "public:x", ""])
def test_an_unknown_audience_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="allowed: public, consultants, staff, company:ID"):
        Audience.parse(text)


@pytest.mark.parametrize("text", ["public", "consultants", "staff", "company:가온-1"])
def test_an_audience_is_written_as_it_was_read(text: str) -> None:
    assert str(Audience.parse(text)) == text
