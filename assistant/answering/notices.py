"""What a reader should know about an answer before relying on it: told once, in fixed words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering.replies import reply
from assistant.domain.answers import Citation, Language, Sentence
from assistant.domain.dates import has_old_facts, in_words, is_past
from assistant.domain.documents import Confidence, DocumentMetadata, Provenance
from assistant.domain.languages import is_korean

_NAMED = 3
"""So many old documents are named at most."""


def notices(
    citations: Sequence[Citation], sentences: Sequence[Sentence], language: Language, today: date
) -> Iterator[str]:
    """The notices of one answer, in the order in which they are shown."""
    cited = [citation.metadata for citation in citations]
    asked_in_korean = language is Language.KOREAN
    if any(metadata.provenance is Provenance.ILLUSTRATIVE for metadata in cited):
        yield reply("notice_illustrative", language)
    if any(metadata.confidence is Confidence.SUPPLIER_CLAIM for metadata in cited):
        yield reply("notice_supplier_claim", language)
    if any(is_past(metadata.review_by, today) for metadata in cited):
        yield reply("notice_review_passed", language)
    if old := _old(cited, today):
        named = (title_with_date(metadata, metadata.facts_as_of or "", language) for metadata in old)
        yield reply("notice_older_facts", language, documents=", ".join(named))
    if any(is_korean(sentence.text) != asked_in_korean for sentence in sentences):
        yield reply("notice_other_language", language)


def _old(cited: Sequence[DocumentMetadata], today: date) -> list[DocumentMetadata]:
    by_id = {metadata.id: metadata for metadata in cited if has_old_facts(metadata.facts_as_of, today)}
    return list(by_id.values())[:_NAMED]


def title_with_date(metadata: DocumentMetadata, written: str, language: Language) -> str:
    """`“AI 바우처 안내”(2023년 6월)`: a document with the day, month or year that its words are of."""
    in_korean = language is Language.KOREAN
    return f"“{metadata.title_in(korean=in_korean)}”({in_words(written, in_korean=in_korean)})"
