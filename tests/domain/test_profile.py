"""What a company tells about itself, and how near a document is to it."""

from __future__ import annotations

import dataclasses

import pytest

from assistant.domain.documents import DocumentMetadata
from assistant.domain.profile import CompanyProfile
from tests.answering.passages import passage

FOOD = CompanyProfile(sector="food", company_size="small")


def about(sector: tuple[str, ...], company_size: tuple[str, ...]) -> DocumentMetadata:
    return dataclasses.replace(passage("글").metadata, sector=sector, company_size=company_size)


def test_a_document_about_such_a_company_is_nearest() -> None:
    assert FOOD.likeness(about(("food", "retail"), ("small",))) == 1.0
    assert FOOD.likeness(about(("food",), ("large",))) == 0.5
    assert FOOD.likeness(about(("construction",), ("large",))) == 0.0


def test_a_document_about_everybody_is_about_nobody_in_particular() -> None:
    assert FOOD.likeness(about(("all",), ("all",))) == 0.0


def test_what_is_not_told_plays_no_part() -> None:
    assert CompanyProfile(sector="food").likeness(about(("food",), ())) == 1.0
    assert CompanyProfile().likeness(about(("food",), ("small",))) == 0.0
    assert CompanyProfile().is_empty


def test_it_is_read_in_both_languages() -> None:
    assert FOOD.in_words(in_korean=True) == "식품·음료 제조, 소기업"
    assert FOOD.in_words(in_korean=False) == "Food and drink, Small company"


def test_a_word_that_is_on_no_list_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"sector='bakery'.*food"):
        CompanyProfile(sector="bakery")
