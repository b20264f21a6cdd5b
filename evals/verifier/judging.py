"""Putting labelled sentences to the verifier of the product."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering.verifying.verdict import Doubt
from assistant.bootstrap import Advisor, ProgressTold
from assistant.domain.documents import Chunk, DocumentMetadata
from assistant.domain.passages import Passage
from assistant.errors import WrongUse
from evals.suites.cases import Half
from evals.verifier.pairs import Pair, PairKind

LEAST_CAUGHT = {kind: 0.97 for kind in (PairKind.NUMBER, PairKind.UNIT, PairKind.DATE)} | {
    kind: 0.9 for kind in (PairKind.NAME, PairKind.NEGATION, PairKind.DIRECTION, PairKind.OTHER_PASSAGE)
}
"""The bars: the share of each kind of lie that is to be withheld."""
MOST_FALSE_ALARMS = 0.05
"""The share of true paraphrases that may be withheld."""
MOST_MILLISECONDS = 30.0
"""What checking a sentence may take, in the median."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What the verifier said of one pair, and how long it took."""

    pair: Pair
    doubt: Doubt | None
    detail: str
    milliseconds: float

    @property
    def is_right(self) -> bool:
        """Whether true was shown or a lie withheld."""
        return (self.doubt is None) == self.pair.kind.is_true


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many pairs of a kind were judged rightly."""

    kind: PairKind
    right: int
    count: int

    @property
    def value(self) -> float:
        """For lies the share that was caught (recall), for true sentences the share that was shown."""
        return self.right / self.count if self.count else 1.0

    @property
    def is_enough(self) -> bool:
        """Whether it meets the bar."""
        least = 1 - MOST_FALSE_ALARMS if self.kind.is_true else LEAST_CAUGHT[self.kind]
        return self.value >= least


@dataclass(frozen=True, kw_only=True)
class VerifierResult:
    """All judgements."""

    judged: tuple[Judged, ...]

    def of(self, half: Half) -> VerifierResult:
        """Those of one half."""
        return VerifierResult(judged=tuple(item for item in self.judged if item.pair.half is half))

    @property
    def shares(self) -> list[Share]:
        """One for each kind that occurs."""
        kinds = {kind: [item for item in self.judged if item.pair.kind is kind] for kind in PairKind}
        return [
            Share(kind=kind, right=sum(item.is_right for item in items), count=len(items))
            for kind, items in kinds.items()
            if items
        ]

    @property
    def precision(self) -> float:
        """The share of the withheld sentences that were lies."""
        withheld = [item for item in self.judged if item.doubt is not None]
        return sum(not item.pair.kind.is_true for item in withheld) / len(withheld) if withheld else 1.0

    @property
    def wrong(self) -> list[Judged]:
        """True sentences that were withheld and lies that were shown."""
        return [item for item in self.judged if not item.is_right]

    def milliseconds(self, share: float) -> float:
        """The time under which this share (0 to 1) of the checks stayed."""
        return float(np.quantile([item.milliseconds for item in self.judged], share))


class Places:
    """Finds the passage that holds a quotation. Raises WrongUse when the corpus no longer has it."""

    def __init__(self, advisor: Advisor) -> None:
        self._catalog = advisor.catalog
        self._served = dict(advisor.catalog.served_versions())
        self._read: dict[str, tuple[DocumentMetadata, list[Chunk]]] = {}

    def passage(self, pair: Pair) -> Passage:
        """The chunk that holds the quotation of a pair."""
        metadata, chunks = self._document(pair.document)
        for chunk in chunks:
            if pair.quote in chunk.text:
                return Passage(chunk=chunk, metadata=metadata, score=1.0)
        raise WrongUse(f"{pair.id}: {pair.document}에 이 글이 없습니다. / no longer there: {pair.quote}")

    def _document(self, name: str) -> tuple[DocumentMetadata, list[Chunk]]:
        if name not in self._read:
            version = self._catalog.version(name, self._served.get(name, 0))
            if version is None:
                raise WrongUse(f"{name}: 자료에 없는 문서입니다. / no such document.")
            self._read[name] = version.metadata, self._catalog.chunks(name, version.number)
        return self._read[name]


def judge(advisor: Advisor, pairs: Sequence[Pair], tell: ProgressTold) -> VerifierResult:
    """Check every sentence against its passage, as when an answer is written."""
    places, verifier = Places(advisor), advisor.verifier
    passages = [places.passage(pair) for pair in pairs]
    verifier.check("모델을 미리 읽어 둡니다.", passages[:1], None)
    judged = []
    for done, (pair, passage) in enumerate(zip(pairs, passages, strict=True), start=1):
        started = time.perf_counter()
        verdict = verifier.check(pair.text, [passage], None)
        elapsed = (time.perf_counter() - started) * 1000
        judged.append(Judged(pair=pair, doubt=verdict.doubt, detail=verdict.detail, milliseconds=elapsed))
        tell("문장 확인", done, len(pairs))
    return VerifierResult(judged=tuple(judged))
