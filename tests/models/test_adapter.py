"""The adapter of the embedded model: small, documented, and one setting away from the model as published."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from assistant.errors import ModelUnavailable
from assistant.models.adapter import CARD_FILE, MATRICES_FILE, SHIPPED, read_adapter
from assistant.models.embedded_weights import EmbeddedWeights, find_weight_file
from assistant.models.embedder import load_embedder

TEXTS = ["직원이 챗GPT에 고객 명단을 넣어도 되나요?", "개인정보가 든 자료는 생성형 AI에 넣지 않습니다."]


def written(folder: Path, alpha: int = 4) -> Path:
    tensors = {"l0.q.A": np.ones((2, 384), np.float16), "l0.q.B": np.full((384, 2), 0.5, np.float16)}
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / MATRICES_FILE)
    (folder / CARD_FILE).write_text(json.dumps({"rank": 2, "alpha": alpha}), "utf-8")
    return folder


def test_a_matrix_is_shifted_by_scale_times_b_times_a(tmp_path: Path) -> None:
    adapter = read_adapter(written(tmp_path / "mine"))
    shift = adapter.shift("l0.q")
    assert shift is not None
    assert shift.shape == (384, 384)
    assert np.allclose(shift, 4 / 2 * (1 * 0.5 + 1 * 0.5))
    assert adapter.shift("l1.q") is None
    plain, adapted = EmbeddedWeights(find_weight_file()), EmbeddedWeights(find_weight_file(), adapter)
    assert np.allclose(adapted.linear("l0.q") - plain.linear("l0.q"), shift, atol=1e-5)
    assert np.array_equal(adapted.linear("l1.q"), plain.linear("l1.q"))


def test_the_digest_changes_with_all_that_changes_the_model(tmp_path: Path) -> None:
    plain = EmbeddedWeights(find_weight_file()).digest
    first, other = (read_adapter(written(tmp_path / f"{alpha}", alpha)) for alpha in (4, 8))
    assert len({plain, EmbeddedWeights(find_weight_file(), first).digest, other.digest, first.digest}) == 4


def test_the_shipped_adapter_is_small_and_says_how_it_was_made() -> None:
    assert (SHIPPED / MATRICES_FILE).stat().st_size < 5_000_000
    card = json.loads((SHIPPED / CARD_FILE).read_text("utf-8"))
    assert {"rank", "alpha", "seed", "hardware", "data", "base", "pairs", "steps"} <= card.keys()


def test_the_model_as_published_is_one_setting_away(models_dir: Path) -> None:
    tuned, published = load_embedder(None, models_dir), load_embedder(None, models_dir, is_tuned=False)
    assert tuned.fingerprint != published.fingerprint
    cosines = (tuned.embed_queries(TEXTS) * published.embed_queries(TEXTS)).sum(axis=1)
    assert ((cosines > 0.5) & (cosines < 0.999)).all()  # moved, and still the same model


@pytest.mark.parametrize("broken", [b"", b"not a tensor file"])
def test_a_broken_adapter_is_named(tmp_path: Path, broken: bytes) -> None:
    folder = written(tmp_path / "broken")
    (folder / MATRICES_FILE).write_bytes(broken)
    with pytest.raises(ModelUnavailable, match="AX_EMBEDDING_TUNED=false"):
        read_adapter(folder)
