"""Looking through the library: the use of documents counted in kept answers, and only for staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.actions.library import Library
from assistant.actions.library_listing import LibraryListing
from assistant.domain.access import Person
from assistant.domain.library_listing import DocumentUse, Usefulness, Wish
from assistant.errors import NotAllowed, NotFound
from assistant.store.answer_records import AnswerRecord
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals
from tests.actions.test_library import file_document

STAFF = Person.parse("staff")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    opened = Catalog(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    originals = Originals(tmp_path / "originals")
    for name in ("가-문서", "나-문서", "다-문서"):
        file_document(opened, originals, name, "public", "하나.")
    yield opened
    opened.close()


@pytest.fixture
def listing(catalog: Catalog, tmp_path: Path) -> LibraryListing:
    library = Library(catalog, Originals(tmp_path / "originals"))
    return LibraryListing(library, catalog.answers, lambda: datetime(2026, 11, 22, tzinfo=UTC))


def _keep_answer(catalog: Catalog, number: int, *, cited: list[str], found: list[str]) -> None:
    further = {
        "citations": [{"n": 1, "chunk_id": chunk, "quote": ""} for chunk in cited],
        "found": [{"chunk_id": chunk, "score": 0.5, "parts": {}} for chunk in found],
    }
    catalog.answers.put(
        AnswerRecord(
            id=str(number),
            asked_at=f"2026-11-22T00:00:0{number}",
            role="visitor",
            question="?",
            status="answered",
            writer="extractive",
            further=further,
        )
    )


def test_use_is_counted_once_for_each_answer_over_all_editions(catalog: Catalog, listing: LibraryListing) -> None:
    _keep_answer(catalog, 1, cited=["가-문서@1#0000", "가-문서@1#0001"], found=["가-문서@1#0000", "나-문서@1#0000"])
    _keep_answer(catalog, 2, cited=["가-문서@2#0000"], found=["가-문서@2#0000"])
    listed = listing.listed(STAFF, Wish())
    assert (listed.answers, listed.documents) == (2, 3)
    uses = {entry.document.id: entry.use for entry in listed.entries}
    assert uses == {
        "가-문서": DocumentUse(cited=2, found=2),
        "나-문서": DocumentUse(found=1),
        "다-문서": DocumentUse(),
    }
    assert listing.entry(STAFF, "가-문서").use == DocumentUse(cited=2, found=2)


def test_what_was_never_found_can_be_listed(catalog: Catalog, listing: LibraryListing) -> None:
    _keep_answer(catalog, 1, cited=[], found=["가-문서@1#0000"])
    never = listing.listed(STAFF, Wish(usefulness=Usefulness.NEVER_FOUND)).entries
    assert [entry.document.id for entry in never] == ["나-문서", "다-문서"]


def test_only_staff_may_look_through_the_library(listing: LibraryListing) -> None:
    for role in ("visitor", "sme", "consultant"):
        with pytest.raises(NotAllowed):
            listing.listed(Person.parse(role), Wish())
        with pytest.raises(NotAllowed):
            listing.entry(Person.parse(role), "가-문서")
    with pytest.raises(NotFound):
        listing.entry(STAFF, "라-문서")
