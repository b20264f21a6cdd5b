"""A low-rank adapter (LoRA) for the embedded model: a small file in the repository that shifts its matrices.

Each adapted matrix W of shape (outputs, inputs) becomes W + scale · B·A, with A of shape (rank, inputs) and B of shape
(outputs, rank); Hu et al., 2021. It is added when the model is unpacked and costs nothing afterwards. How it was
trained stands in `adapter.json` beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelUnavailable

SHIPPED = Path(__file__).with_name("adapters") / "korean-questions"
MATRICES_FILE = "adapter.safetensors"
CARD_FILE = "adapter.json"


@dataclass(frozen=True)
class Adapter:
    """The shifts of the adapted matrices, by the matrix's name in the weight file (`l0.q`)."""

    name: str
    digest: str
    scale: float
    parts: Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]]

    def shift(self, matrix: str) -> NDArray[np.float32] | None:
        """What is added to a matrix, in its shape; None for one that is not adapted."""
        if matrix not in self.parts:
            return None
        a, b = self.parts[matrix]
        shifted: NDArray[np.float32] = self.scale * (b @ a)
        return shifted


@cache
def read_adapter(folder: Path) -> Adapter:
    """The adapter of a folder. Raises ModelUnavailable naming the file when it cannot be read."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        content = (folder / MATRICES_FILE).read_bytes()
        card = json.loads((folder / CARD_FILE).read_text("utf-8"))
        tensors = {name: tensor.astype(np.float32) for name, tensor in load(content).items()}
        names = {name.rpartition(".")[0] for name in tensors}
        parts = {name: (tensors[f"{name}.A"], tensors[f"{name}.B"]) for name in names}
        scale = float(card["alpha"]) / float(card["rank"])
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise ModelUnavailable(
            f"{folder}: 임베딩 모델의 보정 파일을 읽을 수 없습니다 ({error}). 다시 설치하거나 "
            "AX_EMBEDDING_TUNED=false로 보정 없이 쓰세요. / The adapter of the embedded model cannot be read; install "
            "it again or set AX_EMBEDDING_TUNED=false."
        ) from error
    return Adapter(
        name=folder.name, digest=hashlib.sha256(content + str(scale).encode()).hexdigest(), scale=scale, parts=parts
    )


def shipped_adapter() -> Adapter | None:
    """The adapter that comes with the product, or None when there is none."""
    return read_adapter(SHIPPED) if (SHIPPED / MATRICES_FILE).is_file() else None
