"""The library's list: state, age, use, and the wish for some of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.domain.access import Audience, AudienceGroup
from assistant.domain.documents import Document, DocumentMetadata, DocumentState, Kind, Provenance, Version
from assistant.domain.library_listing import Age, DocumentUse, Entry, EntryState, Usefulness, Wish, entry_of

TODAY = date(2026, 11, 22)
_METADATA = DocumentMetadata(
    id="press-vision",
    title="프레스 부품 비전 검사",
    title_en="Vision inspection of pressed parts",
    kind=Kind.CASE,
    date="2026-05-01",
    audience=Audience.parse("public"),
    provenance=Provenance.PUBLIC,
    sector=("manufacturing",),
)


def entry(*, served: int | None = 1, versions: int = 1, withdrawn: bool = False, **metadata: Any) -> Entry:
    """A document in the list; `use` among the metadata is its use."""
    use = metadata.pop("use", DocumentUse())
    known = replace(_METADATA, **metadata)
    editions = tuple(
        Version(
            document_id=known.id,
            number=number,
            metadata=known,
            digest="d",
            root="r",
            origin="o",
            media_type="text/markdown",
            original_digest="o",
            created_at="2026-11-22T00:00:00",
            chunk_count=1,
        )
        for number in range(1, versions + 1)
    )
    state = DocumentState.WITHDRAWN if withdrawn else DocumentState.PUBLISHED
    document = Document(id=known.id, state=state, served=None if withdrawn else served, versions=editions)
    return entry_of(document, use, TODAY)


def test_the_state_tells_what_people_meet() -> None:
    assert entry().state is EntryState.SERVED
    assert entry(served=None).state is EntryState.WAITING
    replaced = entry(served=1, versions=2)
    assert (replaced.state, replaced.edition.number) == (EntryState.WAITING, 1)
    assert entry(withdrawn=True, versions=2).edition.number == 2
    assert entry(withdrawn=True).state is EntryState.WITHDRAWN


@pytest.mark.parametrize(
    ("facts_as_of", "age"),
    [
        ("2026-11-22", Age.WITHIN_A_YEAR),
        ("2025-11", Age.WITHIN_A_YEAR),
        ("2025-11-21", Age.WITHIN_TWO_YEARS),
        ("2025", Age.WITHIN_A_YEAR),
        ("2024", Age.WITHIN_TWO_YEARS),
        ("2024-10", Age.OLDER),
        ("2019", Age.OLDER),
        (None, Age.WITHIN_A_YEAR),
    ],
)
def test_the_age_goes_by_the_facts_and_else_by_the_date(facts_as_of: str | None, age: Age) -> None:
    assert entry(facts_as_of=facts_as_of).age is age


def test_use_in_a_word() -> None:
    assert DocumentUse().usefulness is Usefulness.NEVER_FOUND
    assert DocumentUse(found=3).usefulness is Usefulness.ONLY_FOUND
    assert DocumentUse(found=3, cited=1).usefulness is Usefulness.CITED


@pytest.mark.parametrize(
    ("wish", "is_met"),
    [
        (Wish(), True),
        (Wish(words="비전 프레스"), True),
        (Wish(words="VISION press-"), True),
        (Wish(words="비전 용접"), False),
        (Wish(kind=Kind.PILOT), False),
        (Wish(sector="manufacturing"), True),
        (Wish(sector="food"), False),
        (Wish(audience=AudienceGroup.CONSULTANTS), False),
        (Wish(provenance=Provenance.ILLUSTRATIVE), False),
        (Wish(state=EntryState.WITHDRAWN), False),
        (Wish(age=Age.WITHIN_A_YEAR), True),
        (Wish(usefulness=Usefulness.CITED), False),
        (Wish(is_overdue=True), False),
        (Wish(kind=Kind.CASE, sector="manufacturing", is_overdue=False), True),
    ],
)
def test_a_wish_is_met_when_all_of_it_is(wish: Wish, is_met: bool) -> None:
    assert wish.is_met_by(entry()) is is_met


def test_a_review_date_that_has_passed_can_be_wished_for() -> None:
    assert Wish(is_overdue=True).is_met_by(entry(review_by="2026-11-21"))
    assert not Wish(is_overdue=True).is_met_by(entry(review_by="2026-11"))
