"""What a reader should know about an answer before relying on it: told once, in fixed words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering.replies import reply
from assistant.domain.answers import Citation, Language, Sentence
from assistant.domain.dates import in_words, is_older_than, is_past
from assistant.domain.documents import Confidence, DocumentMetadata, Provenance
from assistant.domain.languages import is_korean

OLD_AFTER_YEARS = 2
"""Facts older than this are flagged with their date."""
_NAMED = 3


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
        yield reply("notice_older_facts", language, documents=_with_dates(old, language))
    if any(is_korean(sentence.text) != asked_in_korean for sentence in sentences):
        yield reply("notice_other_language", language)


def has_old_facts(metadata: DocumentMetadata, today: date) -> bool:
    """Whether the facts of a document are more than two years old; unknown ages are not."""
    return metadata.facts_as_of is not None and is_older_than(metadata.facts_as_of, OLD_AFTER_YEARS, today)


def _old(cited: Sequence[DocumentMetadata], today: date) -> list[DocumentMetadata]:
    by_id = {metadata.id: metadata for metadata in cited if has_old_facts(metadata, today)}
    return list(by_id.values())[:_NAMED]


def _with_dates(documents: Sequence[DocumentMetadata], language: Language) -> str:
    in_korean = language is Language.KOREAN
    return ", ".join(
        f"“{metadata.title if in_korean else metadata.title_en or metadata.title}”"
        f"({in_words(metadata.facts_as_of or '', in_korean=in_korean)})"
        for metadata in documents
    )
