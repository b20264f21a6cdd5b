"""Texts to embeddings: one protocol, and any sentence-transformers model behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelFailed, ModelUnavailable
from assistant.models.embedded_model import embedded_model_folder, read_identity
from assistant.models.opening import open_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
"""So many passages are embedded between two calls of `progress`."""
_REMEMBERED = 16
"""Questions asked alone whose embedding is kept: screening, searching and choosing sentences need the same one."""


class Embedder(Protocol):
    """Questions and passages to embeddings in one space; may be called from several threads at once."""

    name: str
    """The model, for people."""
    fingerprint: str
    """12 letters and digits that change with the weights, the prompts, or how texts are given to the model."""
    dimension: int
    """The length of an embedding."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Questions, as rows of unit length, shape (texts, dimension)."""
        ...

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Passages, as rows of unit length, shape (texts, dimension).

        `progress` is called with the number of texts newly done.
        """
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, uncut, without prompt and special tokens."""
        ...


@runtime_checkable
class TokenEmbedder(Protocol):
    """An embedder that also gives one embedding for each token of a text."""

    def embed_query_tokens(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Tokens of questions, with prompt and special tokens, as rows of unit length, each (tokens, dimension)."""
        ...

    def embed_passage_tokens(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Tokens of passages in the same way."""
        ...


def load_embedder(
    model_name: str | None,
    models_dir: Path,
    progress: Callable[[str, int, int], None] | None = None,
    *,
    is_tuned: bool = True,
) -> Embedder:
    """The embedder of a setting: None for the embedded default, else the folder or hub name of a model.

    `is_tuned` chooses the embedded model with its adapter, or as published.

    The default is unpacked in `models_dir` when it is not there yet; `progress` gets a step's name, how much is done
    and how much there is. Only a hub name may use the network. Raises ModelUnavailable with the given value.
    """
    if model_name is None:
        return SentenceTransformerEmbedder(embedded_model_folder(models_dir, progress=progress, is_tuned=is_tuned))
    return SentenceTransformerEmbedder(model_name)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model: a folder, or a name on the hub.

    Prompts named `query` and `document` are used when the model has them. The embedded model calculates for several
    threads at once; with others the threads take turns, because their tokenizers are not made for several.
    """

    def __init__(self, model: str | Path, *, name: str | None = None) -> None:
        """Load the model, which takes seconds. Raises ModelUnavailable with the given value."""
        self._model, self.fingerprint = open_model(str(model))
        identity = read_identity(Path(model).expanduser())
        self.name = name or (identity.name if identity else str(model))
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ModelUnavailable(
                f"AX_EMBEDDING_MODEL={str(model)!r}: 임베딩의 길이를 알 수 없는 모델입니다. 다른 모델을 지정해 주세요. "
                "/ The model does not say how long its embeddings are; choose another."
            )
        self.dimension = dimension
        self._turn: AbstractContextManager[object] = nullcontext() if _is_thread_safe(self._model) else Lock()
        self._query = lru_cache(maxsize=_REMEMBERED)(self._embed_query)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Questions, as rows of unit length, shape (texts, dimension). Raises ModelFailed."""
        if not texts:
            return self._no_rows()
        if len(texts) == 1:
            return self._query(texts[0]).copy()
        return self._encode(self._model.encode_query, texts)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Passages, as rows of unit length, shape (texts, dimension); similar lengths together. Raises ModelFailed."""
        embeddings = self._no_rows(len(texts))
        longest_first = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for start in range(0, len(texts), BATCH):
            batch = longest_first[start : start + BATCH]
            embeddings[batch] = self._encode(self._model.encode_document, [texts[i] for i in batch])
            if progress is not None:
                progress(len(batch))
        return embeddings

    def embed_query_tokens(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Tokens of questions, with prompt and special tokens, as rows of unit length, each (tokens, dimension)."""
        return self._encode_tokens(self._model.encode_query, texts)

    def embed_passage_tokens(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Tokens of passages in the same way."""
        return self._encode_tokens(self._model.encode_document, texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, uncut, without prompt and special tokens."""
        from tokenizers import Tokenizer

        tokenizer = self._model.tokenizer
        with self._turn:
            if isinstance(tokenizer, Tokenizer):
                encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
                return [len(encoding.ids) for encoding in encodings]
            return [len(tokenizer.tokenize(text)) for text in texts]

    def _embed_query(self, text: str) -> NDArray[np.float32]:
        return self._encode(self._model.encode_query, [text])

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(self._called(encode, texts, normalize_embeddings=True), dtype=np.float32)

    def _encode_tokens(self, encode: Callable[..., Any], texts: Sequence[str]) -> list[NDArray[np.float32]]:
        rows = self._called(encode, texts, output_value="token_embeddings", convert_to_numpy=False) if texts else []
        tokens = [np.asarray(row.detach().cpu(), dtype=np.float32) for row in rows]
        return [row / np.maximum(np.linalg.norm(row, axis=1, keepdims=True), 1e-9) for row in tokens]

    def _called(self, encode: Callable[..., Any], texts: Sequence[str], **options: Any) -> Any:
        try:
            with self._turn:
                return encode(list(texts), batch_size=BATCH, show_progress_bar=False, **options)
        except Exception as error:  # each kind of model fails with exceptions of its own
            raise ModelFailed(
                f"{self.name}: 임베딩 모델이 글 {len(texts)}개를 처리하지 못했습니다 ({error}). "
                f"/ The embedding model failed on {len(texts)} texts."
            ) from error

    def _no_rows(self, rows: int = 0) -> NDArray[np.float32]:
        return np.zeros((rows, self.dimension), np.float32)


def _is_thread_safe(model: SentenceTransformer) -> bool:
    from assistant.models.onnx_encoder import OnnxEncoder

    return isinstance(model[0], OnnxEncoder)
