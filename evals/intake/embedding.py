"""One embedding model for all processes of this study, so that none of the many has to load its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.managers import BaseManager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.models.embedder import Embedder, load_embedder

_TOKEN = b"intake"


class _Model:
    """The real model. A text it has seen is not embedded again: the same few are asked for in every process."""

    def __init__(self, models_dir: Path) -> None:
        self._embedder = load_embedder(None, models_dir)
        self._known: dict[tuple[str, str], NDArray[np.float32]] = {}

    def traits(self) -> tuple[str, str, int]:
        """Name, fingerprint and dimension."""
        return self._embedder.name, self._embedder.fingerprint, self._embedder.dimension

    def embed(self, side: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embeddings of one side (`embed_queries`, `embed_passages`), shape (n, dimension)."""
        lacking = [text for text in dict.fromkeys(texts) if (side, text) not in self._known]
        if lacking:
            vectors = getattr(self._embedder, side)(lacking)
            self._known |= {(side, text): vector for text, vector in zip(lacking, vectors, strict=True)}
        return np.asarray([self._known[side, text] for text in texts], np.float32).reshape(len(texts), -1)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has."""
        return self._embedder.count_tokens(texts)


class _Manager(BaseManager):
    pass


_MODELS: list[_Model] = []
"""The model of the process that serves it; made there, and nowhere else."""


def _model() -> _Model:
    return _MODELS[0]


def _load(models_dir: Path) -> None:
    _MODELS.append(_Model(models_dir))


_Manager.register("model", callable=_model, exposed=("traits", "embed", "count_tokens"))


class SharedEmbedder:
    """The embedder of another process."""

    def __init__(self, address: str) -> None:
        self._address = address
        manager = _Manager(address=address, authkey=_TOKEN)
        manager.connect()
        self._model: Any = manager.model()  # type: ignore[attr-defined]
        self.name, self.fingerprint, self.dimension = self._model.traits()

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Questions, as rows of unit length, shape (texts, dimension)."""
        return self._embed("embed_queries", texts)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Passages, as rows of unit length, shape (texts, dimension)."""
        embeddings = self._embed("embed_passages", texts)
        if progress is not None:
            progress(len(texts))
        return embeddings

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, uncut, without prompt and special tokens."""
        counts: list[int] = self._model.count_tokens(list(texts))
        return counts

    def _embed(self, side: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(self._model.embed(side, list(texts)), np.float32).reshape(len(texts), self.dimension)


def shared(address: str) -> Embedder:
    """The embedder at an address."""
    return SharedEmbedder(address)


@contextmanager
def shared_embedder(models_dir: Path, folder: Path) -> Iterator[str]:
    """The address of an embedder that other processes of this machine may use."""
    address = str(folder / "embedder.socket")
    manager = _Manager(address=address, authkey=_TOKEN, ctx=get_context("spawn"))
    manager.start(_load, (models_dir,))
    try:
        yield address
    finally:
        manager.shutdown()
