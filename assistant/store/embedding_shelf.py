"""Embeddings made ahead by a worker, so that the owner of the indexes only has to fetch them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, select

from assistant.clock import utc_now
from assistant.store.database import Database
from assistant.store.tables import EmbeddingRow

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts of passages to embeddings, shape (n, d)."""

_AT_ONCE = 32
"""Texts that are embedded and kept together: a worker that is killed has lost no more than these."""


class EmbeddingShelf:
    """Embeddings by the model and the text. All methods raise StoreError when the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def taking(self, fingerprint: str, embed: Embed) -> Embed:
        """A way to embed that looks on the shelf first and computes what is not there."""

        def embedded(texts: Sequence[str]) -> NDArray[np.float32]:
            known = self._known(fingerprint, texts)
            lacking = [text for text in dict.fromkeys(texts) if text not in known]
            if lacking:
                known |= dict(zip(lacking, embed(lacking), strict=True))
            return np.asarray([known[text] for text in texts], np.float32)

        return embedded

    def fill(self, fingerprint: str, texts: Sequence[str], embed: Embed, progress: Callable[[int, int], None]) -> None:
        """Embed the texts that are not on the shelf and put them there, some at a time; `progress` counts texts.

        Raises ModelError.
        """
        known = self._known(fingerprint, texts)
        lacking = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(lacking), _AT_ONCE):
            progress(start, len(lacking))
            some = lacking[start : start + _AT_ONCE]
            vectors = np.asarray(embed(some), "<f4")
            kept_at = utc_now().isoformat(timespec="seconds")
            with self._database.writing() as session:
                for text, vector in zip(some, vectors, strict=True):
                    session.merge(
                        EmbeddingRow(
                            fingerprint=fingerprint, digest=_digest(text), vector=vector.tobytes(), kept_at=kept_at
                        )
                    )
        progress(len(lacking), len(lacking))

    def holds_any(self) -> bool:
        """Whether there is anything on the shelf."""
        with self._database.reading() as session:
            return session.scalar(select(EmbeddingRow.digest).limit(1)) is not None

    def clear(self, kept_before: str) -> None:
        """Throw away what was put on the shelf before an ISO time: it can always be made again."""
        old = EmbeddingRow.kept_at < kept_before
        with self._database.reading() as session:
            if session.scalar(select(EmbeddingRow.digest).where(old).limit(1)) is None:
                return
        with self._database.writing() as session:
            session.execute(delete(EmbeddingRow).where(old))

    def _known(self, fingerprint: str, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        by_digest = {_digest(text): text for text in texts}
        known = {}
        digests = list(by_digest)
        with self._database.reading() as session:
            for start in range(0, len(digests), 400):
                query = select(EmbeddingRow.digest, EmbeddingRow.vector).where(
                    EmbeddingRow.fingerprint == fingerprint, EmbeddingRow.digest.in_(digests[start : start + 400])
                )
                for digest, vector in session.execute(query):
                    known[by_digest[digest]] = np.frombuffer(vector, "<f4")
        return known


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
