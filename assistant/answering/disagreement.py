"""Documents that give different figures for the same thing: shown side by side, each with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.answering.notices import title_with_date
from assistant.answering.replies import reply
from assistant.answering.verifying.quantities import Quantity, figures_in
from assistant.answering.verifying.units import UNITS
from assistant.domain.answers import Citation, Language, Sentence
from assistant.domain.documents import DocumentMetadata
from assistant.models.embedder import Embedder
from assistant.models.similarity import similarity_scales

SAME_MATTER = 0.78
"""From this nearness on, on the embedder's own scale of paraphrases, two sentences tell of the same matter."""
_ASKS_A_SHARE = re.compile(r"퍼센트|프로\b|프로[예인]|%|비율|[가-힣]률|percent|\brate|\bshare", re.IGNORECASE)
"""Only shares are compared: two amounts of money near to each other are more often a budget and a limit."""


@dataclass(frozen=True)
class _Stated:
    """A sentence with a figure, and the document it is cited from."""

    sentence: Sentence
    document: DocumentMetadata
    quantities: tuple[Quantity, ...]

    def speaks_of(self, names: Sequence[str]) -> bool:
        """Whether the sentence or the title of its document holds every name."""
        return all(name in self.sentence.text or name in self.document.title for name in names)


class Disagreements:
    """Compares the shares that an answer cites from different documents."""

    def __init__(self, embedder: Embedder, names: Sequence[str]) -> None:
        """`names` are those of the corpus: two sentences are compared only where both speak of what was asked for."""
        self._embedder = embedder
        self._names = tuple(names)
        self._scale = similarity_scales(embedder).paraphrases

    def notice(
        self, asked: str, sentences: Sequence[Sentence], citations: Sequence[Citation], language: Language
    ) -> str | None:
        """A sentence that puts two differing figures side by side, or None where none differ or none were asked for."""
        if not _ASKS_A_SHARE.search(asked):
            return None
        asked_for = [name for name in self._names if name in asked]
        stated = [item for item in _stated(sentences, citations) if item.speaks_of(asked_for)]
        pairs = [pair for pair in combinations(stated, 2) if _differ(*pair)]
        if not pairs:
            return None
        texts = list(dict.fromkeys(item.sentence.text for pair in pairs for item in pair))
        vectors = dict(zip(texts, self._embedder.embed_passages(texts), strict=True))
        for first, second in pairs:
            nearness = self._scale.share(float(vectors[first.sentence.text] @ vectors[second.sentence.text]))
            if nearness >= SAME_MATTER:
                return reply(
                    "notice_disagreement", language, first=_told(first, language), second=_told(second, language)
                )
        return None


def _stated(sentences: Sequence[Sentence], citations: Sequence[Citation]) -> Iterator[_Stated]:
    cited = {citation.n: citation.metadata for citation in citations}
    for sentence in sentences:
        quantities = tuple(item for item in figures_in(sentence.text).quantities if _is_share(item))
        if quantities and sentence.citations:
            yield _Stated(sentence, cited[sentence.citations[0]], quantities)


def _is_share(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.agrees(UNITS["%"])


def _differ(first: _Stated, second: _Stated) -> bool:
    """Whether two documents name shares and have none of them in common."""
    if first.document.id == second.document.id:
        return False
    return not any(one.agrees(other) for one in first.quantities for other in second.quantities)


def _told(stated: _Stated, language: Language) -> str:
    document = stated.document
    figures = ", ".join(dict.fromkeys(quantity.written for quantity in stated.quantities[:3]))
    return f"{title_with_date(document, document.facts_as_of or document.date, language)} {figures}"
