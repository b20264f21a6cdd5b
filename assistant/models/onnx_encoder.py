"""The first module of the embedded model in sentence-transformers: from texts to token embeddings, by onnxruntime."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer

_GRAPH_FILE = "model.onnx"
_TOKENIZER_FILE = "tokenizer.json"
_INPUT = "input_ids"


def usable_cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class OnnxEncoder(InputModule):
    """Runs one text per run and core, several texts side by side.

    The graph quantises activations over a whole run. One text per run means that a text gets the same embedding
    whichever texts are embedded with it, and nothing is spent on padding. With one thread per run and as many runs as
    cores, two cores embed 68 passages of 180 tokens in a second instead of 41 with both cores on each run, and
    concurrent callers do not wait for each other's threads. It can be called from any number of threads.
    """

    config_file_name = "onnx_encoder.json"
    config_keys = ["max_seq_length", "embedding_dimension", "padding_id"]  # noqa: RUF012  (declared so in the base)
    tokenizer: Tokenizer

    def __init__(self, folder: str, *, max_seq_length: int, embedding_dimension: int, padding_id: int) -> None:
        """Open the graph and the tokenizer in the folder; texts are cut after `max_seq_length` tokens."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.max_seq_length = max_seq_length
        self.embedding_dimension = embedding_dimension
        self.padding_id = padding_id
        self._folder = Path(folder)
        self.tokenizer = Tokenizer.from_file(str(self._folder / _TOKENIZER_FILE))
        self._threads = ThreadPoolExecutor(usable_cores(), thread_name_prefix="onnx-encoder")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # The graph is written the way it runs fastest; what goes beyond simplifying it would only fuse it again.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session = onnxruntime.InferenceSession(
            self._folder / _GRAPH_FILE, options, providers=["CPUExecutionProvider"]
        )

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor | Any]:
        """Texts to token ids and attention mask, int64, both of shape (texts, tokens), padded on the right."""
        rows = [self._cut(ids) for ids in self.token_ids([(prompt or "") + text for text in inputs])]
        shape = (len(rows), max(map(len, rows), default=0))
        token_ids = np.full(shape, self.padding_id, np.int64)
        mask = np.zeros(shape, np.int64)
        for i, row in enumerate(rows):
            token_ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
        return {"input_ids": torch.from_numpy(token_ids), "attention_mask": torch.from_numpy(mask)}

    def tokenize(self, texts: list[str], **kwargs: Any) -> dict[str, torch.Tensor | Any]:
        """The older name of `preprocess`."""
        return self.preprocess(texts, **kwargs)

    def token_ids(self, texts: Sequence[str], *, special_tokens: bool = True) -> list[list[int]]:
        """The ids of all tokens of each text, uncut."""
        encodings = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=special_tokens)
        return [encoding.ids for encoding in encodings]

    def forward(self, features: dict[str, torch.Tensor | Any], **kwargs: Any) -> dict[str, torch.Tensor | Any]:
        """Add `token_embeddings`, float32 of shape (texts, tokens, dimension), zero where there is padding."""
        token_ids: NDArray[np.int64] = features["input_ids"].cpu().numpy()
        lengths = features["attention_mask"].sum(dim=1).tolist()
        embeddings = np.zeros((*token_ids.shape, self.embedding_dimension), np.float32)

        def run(i: int) -> None:
            length = lengths[i]
            (output,) = self._session.run(None, {_INPUT: token_ids[i : i + 1, :length]})
            embeddings[i, :length] = output[0]

        if len(lengths) == 1:
            run(0)
        else:
            list(self._threads.map(run, range(len(lengths))))
        features["token_embeddings"] = torch.from_numpy(embeddings).to(features["input_ids"].device)
        return features

    def get_embedding_dimension(self) -> int:
        """The length of a token embedding."""
        return self.embedding_dimension

    def get_word_embedding_dimension(self) -> int:
        """The older name of `get_embedding_dimension`."""
        return self.embedding_dimension

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Copy graph, tokenizer and configuration into another folder."""
        for name in (_GRAPH_FILE, _TOKENIZER_FILE):
            shutil.copyfile(self._folder / name, Path(output_path) / name)
        self.save_config(output_path)

    @classmethod
    def load(
        cls,
        model_name_or_path: str,
        subfolder: str = "",
        token: bool | str | None = None,
        cache_folder: str | None = None,
        revision: str | None = None,
        local_files_only: bool = False,
        **kwargs: Any,
    ) -> Self:
        """Open the module from a folder. Names of models on a hub are not understood."""
        folder = str(Path(model_name_or_path, subfolder))
        return cls(folder, **cls.load_config(model_name_or_path, subfolder, local_files_only=True))

    def _cut(self, ids: list[int]) -> list[int]:
        """At most `max_seq_length` tokens; the end token stays the last."""
        return ids if len(ids) <= self.max_seq_length else [*ids[: self.max_seq_length - 1], ids[-1]]
