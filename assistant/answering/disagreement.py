"""Documents that give different figures for the same thing: shown side by side, each with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.answering.replies import reply
from assistant.answering.verifying.quantities import Quantity, figures_in
from assistant.domain.answers import Citation, Language, Sentence
from assistant.domain.dates import in_words
from assistant.domain.documents import DocumentMetadata
from assistant.models.embedder import Embedder
from assistant.models.similarity import similarity_scales

SAME_MATTER = 0.62
"""From this nearness on, on the embedder's own scale of paraphrases, two sentences tell of the same matter."""
_ASKS_A_FIGURE = re.compile(
    r"얼마|몇|퍼센트|프로\b|%|비율|도입률|이용률|한도|기간|how (?:much|many|long|often)|percent|rate|share",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Stated:
    """A sentence with a figure, and the document it is cited from."""

    sentence: Sentence
    document: DocumentMetadata
    quantities: tuple[Quantity, ...]


class Disagreements:
    """Compares the figures that an answer cites from different documents."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._scale = similarity_scales(embedder).paraphrases

    def notice(
        self, asked: str, sentences: Sequence[Sentence], citations: Sequence[Citation], language: Language
    ) -> str | None:
        """A sentence that puts two differing figures side by side, or None where none differ or none were asked for."""
        if not _ASKS_A_FIGURE.search(asked):
            return None
        stated = list(_stated(sentences, citations))
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
        quantities = tuple(quantity for quantity in figures_in(sentence.text).quantities if quantity.unit is not None)
        if quantities and sentence.citations:
            yield _Stated(sentence, cited[sentence.citations[0]], quantities)


def _differ(first: _Stated, second: _Stated) -> bool:
    """Whether two documents name figures of one unit and have none of them in common."""
    if first.document.id == second.document.id:
        return False
    comparable = [
        (one, other)
        for one in first.quantities
        for other in second.quantities
        if one.unit is not None and other.unit is not None and one.unit.agrees(other.unit)
    ]
    return bool(comparable) and not any(one.agrees(other) for one, other in comparable)


def _told(stated: _Stated, language: Language) -> str:
    in_korean = language is Language.KOREAN
    document = stated.document
    title = document.title if in_korean else document.title_en or document.title
    dated = in_words(document.facts_as_of or document.date, in_korean=in_korean)
    figures = ", ".join(dict.fromkeys(quantity.written for quantity in stated.quantities[:3]))
    return f"“{title}”({dated}) {figures}"
