"""A second look at the best candidates: how well each passage answers the question, read together.

Two kinds behind one protocol: any sentence-transformers CrossEncoder, and late interaction with the embedder in force,
which needs no further model.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelFailed, ModelUnavailable
from assistant.models.embedder import Embedder, TokenEmbedder

LATE_INTERACTION = "late-interaction"
"""The setting that chooses late interaction instead of the name of a model."""
_KEPT_PASSAGES = 500
"""Passages whose token embeddings stay in memory, about 140 kB each."""
_FRAME = 3
"""Tokens in front of a text that are the same for all: the start and the prompt (`query`, `:`)."""


class Reranker(Protocol):
    """Scores passages for a question; may be called from several threads at once."""

    name: str
    floor: float
    """The score of a passage that has nothing to do with the question."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """One score for each passage, larger is better, shape (passages,). Raises ModelFailed."""
        ...


def load_reranker(model: str | None, embedder: Embedder) -> Reranker | None:
    """The reranker of a setting: None for none, `late-interaction`, or the folder or hub name of a CrossEncoder.

    Raises ModelUnavailable with the given value.
    """
    if model is None:
        return None
    if model != LATE_INTERACTION:
        return CrossEncoderReranker(model)
    if not isinstance(embedder, TokenEmbedder):
        raise ModelUnavailable(
            f"AX_RERANKER_MODEL={model!r}: 지금의 임베딩 모델로는 쓸 수 없습니다. 설정을 지우거나 "
            "CrossEncoder를 지정해 주세요. / The embedding model in force cannot do this; remove the setting or name "
            "a CrossEncoder."
        )
    return LateInteraction(embedder)


class LateInteraction:
    """The mean over the question's tokens of the best cosine with a token of the passage (Khattab and Zaharia, 2020).

    Uses the encoder as it is, without training for it. Token embeddings of passages that come up again are kept.
    """

    def __init__(self, embedder: TokenEmbedder) -> None:
        self.name = LATE_INTERACTION
        self.floor = 0.70
        self._embedder = embedder
        self._kept: OrderedDict[str, NDArray[np.float16]] = OrderedDict()
        self._lock = Lock()

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """One score for each passage, a mean of cosines, shape (passages,). Raises ModelFailed."""
        (asked,) = self._embedder.embed_query_tokens([question])
        own = asked[_FRAME:-1] if len(asked) > _FRAME + 2 else asked
        return np.asarray([_best_matches(own, tokens) for tokens in self._tokens(passages)], np.float32)

    def _tokens(self, passages: Sequence[str]) -> list[NDArray[np.float16]]:
        with self._lock:
            missing = list(dict.fromkeys(text for text in passages if text not in self._kept))
        made = self._embedder.embed_passage_tokens(missing) if missing else []
        with self._lock:
            known = {text: tokens.astype(np.float16) for text, tokens in zip(missing, made, strict=True)}
            known |= {text: self._kept[text] for text in passages if text in self._kept}
            for text, tokens in known.items():
                self._kept[text] = tokens
                self._kept.move_to_end(text)
            while len(self._kept) > _KEPT_PASSAGES:
                self._kept.popitem(last=False)
        missing_now = [text for text in passages if text not in known]  # dropped by another thread meanwhile
        known |= {text: self._embedder.embed_passage_tokens([text])[0].astype(np.float16) for text in missing_now}
        return [known[text] for text in passages]


def _best_matches(asked: NDArray[np.float32], tokens: NDArray[np.float16]) -> float:
    return float((asked @ tokens.astype(np.float32).T).max(axis=1).mean())


class CrossEncoderReranker:
    """Any sentence-transformers CrossEncoder with one output: a folder, or a name on the hub. Threads take turns."""

    def __init__(self, model: str) -> None:
        """Load the model, which takes seconds. Raises ModelUnavailable with the given value."""
        self.name = model
        self.floor = 0.0
        self._turn = Lock()
        self._model = _opened(model)

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Probabilities from 0 to 1, shape (passages,). Raises ModelFailed."""
        import torch

        pairs = [(question, passage) for passage in passages]
        try:
            with self._turn:
                scores = self._model.predict(pairs, activation_fn=torch.nn.Sigmoid(), show_progress_bar=False)
        except Exception as error:  # each kind of model fails with exceptions of its own
            raise ModelFailed(
                f"{self.name}: 재순위 모델이 대목 {len(pairs)}개를 처리하지 못했습니다 ({error}). "
                f"/ The reranker failed on {len(pairs)} passages."
            ) from error
        return np.asarray(scores, np.float32).reshape(len(pairs))


def _opened(model: str) -> Any:
    folder = Path(model).expanduser()
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from sentence_transformers import CrossEncoder

        return CrossEncoder(str(folder) if folder.is_dir() else model, local_files_only=folder.is_dir(), num_labels=1)
    except Exception as error:  # see above
        reason = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise ModelUnavailable(
            f"AX_RERANKER_MODEL={model!r}: 재순위 모델을 열 수 없습니다 ({reason}). "
            f"sentence-transformers CrossEncoder의 폴더나 허브 이름, 또는 {LATE_INTERACTION}을 지정해 주세요. / "
            f"The reranker cannot be loaded: give the folder or hub name of a CrossEncoder, or {LATE_INTERACTION}."
        ) from error
