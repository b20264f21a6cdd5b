"""Finding the sentences of a passage that a sentence may be a rewording of."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.answering.citing import letter_pairs
from assistant.answering.quotable import readable
from assistant.domain.languages import is_korean
from assistant.domain.passages import Passage
from assistant.domain.sentences import split_sentences
from assistant.models.embedder import Embedder
from assistant.models.similarity import similarity_scales

COMPARED = 4
"""Sentences of the passages that are embedded: those that share most pairs of letters. Between two languages, all."""
SENTENCES_KEPT = 2_000
"""Sentences that stay embedded (3 MB): most answers cite a passage more than once."""


@dataclass(frozen=True)
class Near:
    """A sentence of a passage and how near it is to the sentence that cites it.

    `nearness` is on the embedder's own scale: 0 has nothing to do with it, 1 is a paraphrase.
    """

    nearness: float
    text: str


class PassageReader:
    """Compares a sentence with those of its passages; safe to use from many threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._scale = similarity_scales(embedder).paraphrases
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def near(self, sentence: str, passages: Sequence[Passage]) -> list[Near]:
        """The sentences of the passages that are nearest in meaning, the nearest first; at least one."""
        pieces = [readable(piece) for passage in passages for piece in split_sentences(passage.chunk.text)]
        pieces = list(dict.fromkeys(piece for piece in pieces if piece)) or [passages[0].chunk.text]
        if is_korean(sentence) == is_korean(pieces[0]):
            pairs = letter_pairs(sentence)
            pieces = sorted(pieces, key=lambda piece: -len(pairs & letter_pairs(piece)))[:COMPARED]
        vector, *vectors = self._vectors([sentence, *pieces])
        shares = (self._scale.share(float(other @ vector)) for other in vectors)
        return sorted(map(Near, shares, pieces), key=lambda item: -item.nearness)

    def _vectors(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= dict(zip(missing, self._embedder.embed_passages(missing), strict=True))
        with self._lock:
            self._kept.update(known)
            for text in known:
                self._kept.move_to_end(text)
            while len(self._kept) > SENTENCES_KEPT:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]
