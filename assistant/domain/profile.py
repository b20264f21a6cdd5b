"""What a company tells about itself, so that search and answers can suit it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.documents import DocumentMetadata
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES, Term


@dataclass(frozen=True, kw_only=True)
class CompanyProfile:
    """Words of `vocabulary.py`; what is not told is None."""

    sector: str | None = None
    company_size: str | None = None
    stage: str | None = None

    def __post_init__(self) -> None:
        for name, value, known in self._told():
            if value not in known:
                raise ValueError(f"{name}={value!r}: {', '.join(known)}")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was told."""
        return not list(self._told())

    def in_words(self, *, in_korean: bool) -> str:
        """What was told, as people read it: `식품·음료 제조, 소기업`."""
        terms = (known[value] for _, value, known in self._told())
        return ", ".join(term.ko if in_korean else term.en for term in terms)

    def likeness(self, metadata: DocumentMetadata) -> float:
        """How much a document is about such a company: the share of what was told that it names; 0 to 1.

        What a document says of all sectors or all sizes is about nobody in particular and counts nothing.
        """
        named = (metadata.sector, metadata.company_size, metadata.stage)
        given = (self.sector, self.company_size, self.stage)
        told = [value in values for value, values in zip(given, named, strict=True) if value is not None]
        return sum(told) / len(told) if told else 0.0

    def _told(self) -> list[tuple[str, str, dict[str, Term]]]:
        given = (
            ("sector", self.sector, SECTORS),
            ("company_size", self.company_size, COMPANY_SIZES),
            ("stage", self.stage, STAGES),
        )
        return [(name, value, known) for name, value, known in given if value is not None]
