"""What a reader is told about an answer before relying on it."""

from __future__ import annotations

import dataclasses
from datetime import date

from assistant.answering.notices import notices
from assistant.domain.answers import Citation, Language, Sentence
from assistant.domain.documents import Confidence, Provenance
from tests.answering.passages import passage

TODAY = date(2026, 11, 22)
SAID = (Sentence(text="최대 2억 원을 지원합니다.", citations=(1,)),)


def _told(language: Language = Language.KOREAN, **metadata: object) -> list[str]:
    found = passage("최대 2억 원을 지원합니다.", title="AI 바우처 안내")
    found = dataclasses.replace(found, metadata=dataclasses.replace(found.metadata, **metadata))  # type: ignore[arg-type]
    return list(notices([Citation(n=1, passage=found, quote=found.chunk.text)], SAID, language, TODAY))


def test_a_fresh_document_needs_no_word() -> None:
    assert _told(facts_as_of="2026-03") == []


def test_old_facts_are_flagged_with_their_document_and_date() -> None:
    (told,) = _told(facts_as_of="2023-06")
    assert "“AI 바우처 안내”(2023년 6월)" in told


def test_a_document_without_a_date_of_its_facts_is_not_called_old() -> None:
    assert _told(facts_as_of=None) == []


def test_illustrations_suppliers_and_passed_reviews_are_told() -> None:
    assert "예시 자료" in _told(provenance=Provenance.ILLUSTRATIVE)[0]
    assert "공급사" in _told(confidence=Confidence.SUPPLIER_CLAIM)[0]
    assert "최신 공고" in _told(review_by="2026-10-01")[0]


def test_sentences_in_another_language_are_announced() -> None:
    (told,) = _told(Language.ENGLISH)
    assert "Korean" in told
