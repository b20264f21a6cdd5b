"""What a person may open: by audience, by edition, and what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.actions.library import Library
from assistant.domain.access import Audience, Person
from assistant.domain.documents import DocumentMetadata, Draft, DraftChunk, Kind, Provenance
from assistant.errors import NotFound
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals

VISITOR, STAFF = Person.parse("visitor"), Person.parse("staff")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    opened = Catalog(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals")


def file_document(catalog: Catalog, originals: Originals, name: str, audience: str, *sentences: str) -> None:
    """File a document and serve it, as feeding the indexes would."""
    metadata = DocumentMetadata(
        id=name,
        title=name,
        kind=Kind.CASE,
        date="2026-01-01",
        audience=Audience.parse(audience),
        provenance=Provenance.PUBLIC,
        sector=("all",),
    )
    content = " ".join(sentences).encode()
    draft = Draft(
        metadata=metadata,
        chunks=tuple(DraftChunk(text=sentence, heading=("절",)) for sentence in sentences),
        digest=content.hex(),
        root="자료",
        origin=f"{name}.md",
        media_type="text/markdown",
        original=content,
    )
    catalog.put(draft, originals.put(content))
    catalog.publish_through(catalog.last_position())


def test_a_passage_stands_among_its_neighbours(catalog: Catalog, originals: Originals) -> None:
    file_document(catalog, originals, "a", "public", "하나.", "둘.", "셋.", "넷.", "다섯.")
    view = Library(catalog, originals).passage(VISITOR, "a@1#0002")
    assert [chunk.text for chunk in (*view.before, view.chunk, *view.after)] == ["하나.", "둘.", "셋.", "넷.", "다섯."]
    assert view.newer_version is None


def test_an_old_citation_opens_the_edition_it_quoted_and_says_that_there_is_a_newer_one(
    catalog: Catalog, originals: Originals
) -> None:
    file_document(catalog, originals, "a", "public", "처음 판.")
    file_document(catalog, originals, "a", "public", "다음 판.")
    library = Library(catalog, originals)
    view = library.passage(VISITOR, "a@1#0000")
    assert view.chunk.text == "처음 판."
    assert view.newer_version == 2
    assert library.original(VISITOR, "a", 1).path.read_text("utf-8") == "처음 판."


@pytest.mark.parametrize(
    ("audience", "person", "sees"),
    [
        ("consultants", "sme", False),
        ("consultants", "consultant", True),
        ("company:가온", "sme:가온", True),
        ("company:가온", "sme:다른곳", False),
        ("staff", "consultant", False),
        ("staff", "staff", True),
    ],
)
def test_what_is_not_meant_for_a_person_does_not_exist_for_them(
    catalog: Catalog, originals: Originals, audience: str, person: str, sees: bool
) -> None:
    file_document(catalog, originals, "a", audience, "비밀입니다.")
    library, asker = Library(catalog, originals), Person.parse(person)
    assert bool(library.documents(asker)) is sees
    if sees:
        assert library.passage(asker, "a@1#0000").chunk.text == "비밀입니다."
        return
    with pytest.raises(NotFound):
        library.passage(asker, "a@1#0000")
    with pytest.raises(NotFound):
        library.original(asker, "a", 1)


def test_an_edition_that_was_public_before_is_not_opened_after_the_document_was_closed(
    catalog: Catalog, originals: Originals
) -> None:
    file_document(catalog, originals, "a", "public", "처음 판.")
    file_document(catalog, originals, "a", "staff", "다음 판.")
    with pytest.raises(NotFound):
        Library(catalog, originals).passage(VISITOR, "a@1#0000")


def test_what_is_withdrawn_is_gone_for_visitors_and_kept_for_staff(catalog: Catalog, originals: Originals) -> None:
    file_document(catalog, originals, "a", "public", "내린 글.")
    catalog.withdraw("a", "개인정보가 있어서")
    library = Library(catalog, originals)
    assert library.documents(VISITOR) == []
    with pytest.raises(NotFound):
        library.passage(VISITOR, "a@1#0000")
    assert library.passage(STAFF, "a@1#0000").is_withdrawn
