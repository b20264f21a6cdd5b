"""Seeing which questions the documents do not answer, and which reports would; for staff."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import numpy as np

from assistant.actions.permission import require_staff
from assistant.clock import Clock
from assistant.consulting.gaps.gap import GapOverview
from assistant.consulting.gaps.gathering import Gathering, counts, day
from assistant.consulting.gaps.grouping import Floats
from assistant.consulting.gaps.labelling import Labeller
from assistant.consulting.gaps.overview import most_asked, overview
from assistant.domain.access import Person
from assistant.models.embedder import BATCH, Embedder
from assistant.store.catalog import Catalog

ProgressTold = Callable[[str, int, int], None]

DAYS = 90
"""How far back people look where they do not say."""
_BACKGROUND_QUESTIONS = 100
"""So many questions that documents name as answered by them tell what questions about AI have in common."""


class Gaps:
    """Groups the kept questions without good support. What was embedded once is remembered until the next look."""

    def __init__(
        self, catalog: Catalog, gathering: Gathering, labeller: Labeller, embedder: Embedder, clock: Clock
    ) -> None:
        self._catalog = catalog
        self._gathering = gathering
        self._labeller = labeller
        self._embedder = embedder
        self._clock = clock
        self._embedded: dict[str, Floats] = {}

    def overview(self, person: Person, days: int = DAYS, progress: ProgressTold | None = None) -> GapOverview:
        """The gaps of the last `days` days, without questions that a document by now says it answers.

        Raises NotAllowed for anybody but staff: others asked these questions.

        The first look takes some 7 ms for each different question, later ones far less.
        """
        require_staff(
            person, "답하지 못한 질문은 담당자만 볼 수 있습니다.", "Only staff may look into unanswered questions."
        )
        since = (self._clock() - timedelta(days=days)).isoformat()
        asked = self._catalog.answers.asked_since(since)
        answered, background = self._answered()
        questions = [gap for gap in self._gathering.gaps(asked) if gap.text not in answered]
        read = [question.read_as for question in most_asked(questions)]
        vectors = self._vectors([*read, *background], progress)
        return overview(
            questions,
            vectors[: len(read)],
            vectors[len(read) :],
            self._labeller,
            since=day(since),
            asked=sum(map(counts, asked)),
        )

    def _answered(self) -> tuple[frozenset[str], list[str]]:
        """The questions that documents say they answer, and some that tell what questions about AI have in common."""
        newest = [document.newest.metadata for document in self._catalog.documents()]
        named = [question for metadata in newest for question in metadata.questions]
        also = (question for metadata in newest for question in metadata.also_asked)
        background = named[:: max(1, len(named) // _BACKGROUND_QUESTIONS)][:_BACKGROUND_QUESTIONS]
        return frozenset((*named, *also)), background

    def _vectors(self, texts: Sequence[str], progress: ProgressTold | None) -> Floats:
        """The embeddings of questions, shape (texts, dimension)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._embedded]
        known = dict(self._embedded)
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            known.update(zip(batch, self._embedder.embed_queries(batch), strict=True))
            if progress is not None:
                progress("질문 읽기", start + len(batch), len(new))
        self._embedded = {text: known[text] for text in texts}
        rows = [self._embedded[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self._embedder.dimension), np.float32)
