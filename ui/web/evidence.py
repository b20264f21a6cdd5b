"""Evidence cards: what a reader needs to judge a citation, made from a passage and its document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from assistant.domain.access import Person
from assistant.domain.answers import Citation, Language
from assistant.domain.dates import has_old_facts, in_words, is_past
from assistant.domain.documents import Chunk, Confidence, DocumentMetadata, Provenance
from assistant.domain.passages import Passage
from assistant.errors import NotFound
from ui.labels import Labels
from ui.web.excerpts import excerpt, stretch_of
from ui.web.links import PDF, original_url, passage_url
from ui.web.markup import as_html, joined, mark

if TYPE_CHECKING:
    from assistant.actions.library import Library, PassageView


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A word of caution on a card: `illustrative`, `supplier_claim`, `review_passed` or `older_facts`."""

    kind: str
    label: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One piece of evidence. `number` is None for a document that is only offered, not relied on."""

    number: int | None
    document_id: str
    kind: str
    kind_label: str
    title: str
    date_label: str
    place: str | None
    badges: tuple[Badge, ...]
    excerpt: Markup
    context: Markup | None
    """The excerpt within the whole section; None where the excerpt already shows all of it."""
    original_url: str
    original_label: str
    passage_url: str


@dataclass(frozen=True)
class CardMaker:
    """Makes cards for one person, in one language, as of one day."""

    library: Library
    person: Person
    labels: Labels
    today: date

    def citation(self, citation: Citation) -> Card:
        """The card of a citation, its quote highlighted."""
        card = self._card(citation.passage, citation.quote)
        return replace(card, number=citation.n)

    def nearest(self, passage: Passage) -> Card:
        """The card of a document that comes close to the question."""
        return self._card(passage, "")

    def _card(self, passage: Passage, quote: str) -> Card:
        chunk, metadata = passage.chunk, passage.metadata
        view = self._view(chunk.chunk_id)
        stretch = stretch_of(chunk.text, quote)
        short = excerpt(chunk.text, stretch)
        whole = _section_text(chunk, view, stretch)
        media_type = view.media_type if view else None
        return Card(
            number=None,
            document_id=chunk.document_id,
            kind=str(metadata.kind),
            kind_label=self.labels(f"kind_{metadata.kind}"),
            title=metadata.title_in(korean=self.labels.language is Language.KOREAN),
            date_label=date_label(metadata, self.labels),
            place=place_label(chunk, self.labels),
            badges=tuple(badges(metadata, self.labels, self.today)),
            excerpt=as_html(short),
            context=as_html(whole) if _letters(whole) > _letters(short) else None,
            original_url=original_url(chunk.document_id, chunk.version, media_type=media_type, page=chunk.page),
            original_label=original_label(media_type, self.labels),
            passage_url=passage_url(chunk.chunk_id, stretch),
        )

    def _view(self, chunk_id: str) -> PassageView | None:
        """The passage in its place, or None when its document has gone since it was found."""
        try:
            return self.library.passage(self.person, chunk_id)
        except NotFound:
            return None


def date_label(metadata: DocumentMetadata, labels: Labels) -> str:
    """`2025-11 기준` where the age of the facts is known, otherwise the date of publication."""
    return labels("as_of", date=metadata.facts_as_of) if metadata.facts_as_of else metadata.date


def place_label(chunk: Chunk, labels: Labels) -> str | None:
    """The page or the heading path."""
    if chunk.page is not None:
        return labels("page_number", page=chunk.page)
    return chunk.heading_label


def original_label(media_type: str | None, labels: Labels) -> str:
    """Whether the browser opens the original or saves it."""
    opens = media_type is None or media_type == PDF or media_type.startswith("text/")
    return labels("open_original" if opens else "download_original")


def badges(metadata: DocumentMetadata, labels: Labels, today: date) -> Iterator[Badge]:
    """The words of caution a document needs."""
    if metadata.provenance is Provenance.ILLUSTRATIVE:
        yield _badge("illustrative", labels)
    if metadata.confidence is Confidence.SUPPLIER_CLAIM:
        yield _badge("supplier_claim", labels)
    if is_past(metadata.review_by, today):
        yield _badge("review_passed", labels, date=metadata.review_by)
    if has_old_facts(metadata.facts_as_of, today):
        written = in_words(metadata.facts_as_of or "", in_korean=labels.language is Language.KOREAN)
        yield _badge("older_facts", labels, date=written)


def _badge(kind: str, labels: Labels, **values: object) -> Badge:
    return Badge(kind=kind, label=labels(f"badge_{kind}", **values), title=labels(f"badge_{kind}_title", **values))


def _section_text(chunk: Chunk, view: PassageView | None, stretch: tuple[int, int] | None) -> str:
    before = [other.text for other in view.before] if view else []
    after = [other.text for other in view.after] if view else []
    return joined([*before, mark(chunk.text, stretch), *after])


def _letters(markdown: str) -> int:
    return sum(character.isalnum() for character in markdown)
