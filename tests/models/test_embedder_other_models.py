"""Models that people choose themselves: any sentence-transformers folder or hub name."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ModelUnavailable
from assistant.models.embedder import load_embedder
from tests.models.tiny import tiny_model

TEXTS = ["스마트 공장 지원 사업", "인공지능", "지원 사업"]


def test_a_folder_of_ones_own_is_used(tmp_path: Path) -> None:
    embedder = load_embedder(str(tiny_model(tmp_path)), tmp_path / "unused")
    embeddings = embedder.embed_passages(TEXTS)

    assert embedder.name == str(tmp_path)
    assert embeddings.shape == (3, embedder.dimension) == (3, 16)
    assert np.linalg.norm(embeddings, axis=1) == pytest.approx(1, abs=1e-5)
    assert embedder.count_tokens(TEXTS) == [4, 2, 2]
    assert not (tmp_path / "unused").exists()


def test_a_model_without_prompts_sees_the_plain_text(tmp_path: Path) -> None:
    embedder = load_embedder(str(tiny_model(tmp_path)), tmp_path)

    assert embedder.embed_queries(TEXTS) == pytest.approx(embedder.embed_passages(TEXTS), abs=1e-6)


def test_a_model_with_prompts_sees_them(tmp_path: Path) -> None:
    prompts = {"query": "질문: ", "document": "본문: "}
    prompted = load_embedder(str(tiny_model(tmp_path / "prompted", prompts=prompts)), tmp_path)
    plain = load_embedder(str(tiny_model(tmp_path / "plain")), tmp_path)

    asked = [f"질문: {text}" for text in TEXTS]
    assert prompted.embed_queries(TEXTS) == pytest.approx(plain.embed_queries(asked), abs=1e-5)
    assert not np.allclose(prompted.embed_queries(TEXTS), prompted.embed_passages(TEXTS), atol=1e-3)


def test_the_fingerprint_follows_weights_and_prompts_and_nothing_else(tmp_path: Path) -> None:
    def fingerprint(name: str, seed: int, query: str, readme: str) -> str:
        folder = tiny_model(tmp_path / name, seed=seed, prompts={"query": query, "document": ""})
        (folder / "README.md").write_text(readme)
        return load_embedder(str(folder), tmp_path).fingerprint

    first = fingerprint("first", 1, "질문: ", "one")
    assert first == fingerprint("moved", 1, "질문: ", "two")
    assert len({first, fingerprint("other weights", 2, "질문: ", ""), fingerprint("other prompts", 1, "", "")}) == 3


def test_threads_take_turns(tmp_path: Path) -> None:
    embedder = load_embedder(str(tiny_model(tmp_path)), tmp_path)
    expected = [embedder.embed_queries([text]) for text in TEXTS] * 20
    with ThreadPoolExecutor(4) as threads:
        got = list(threads.map(lambda text: embedder.embed_queries([text]), TEXTS * 20))

    assert np.concatenate(got) == pytest.approx(np.concatenate(expected), abs=1e-5)


def test_a_model_downloaded_before_is_used_without_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny_model(tmp_path / "tiny", prompts={"query": "질문: ", "document": ""})
    downloads = tmp_path / "downloads"
    _as_downloaded(folder, downloads, revision="1" * 40)
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(downloads))
    first = load_embedder("someone/tiny", tmp_path)
    _as_downloaded(folder, downloads, revision="2" * 40)
    updated = load_embedder("someone/tiny", tmp_path)

    assert first.name == "someone/tiny"
    assert np.array_equal(first.embed_queries(TEXTS), load_embedder(str(folder), tmp_path).embed_queries(TEXTS))
    assert first.fingerprint != updated.fingerprint


def _as_downloaded(folder: Path, downloads: Path, revision: str) -> None:
    """Lay a model out as the hub's client does after a download."""
    repository = downloads / "models--someone--tiny"
    shutil.copytree(folder, repository / "snapshots" / revision)
    (repository / "refs").mkdir(exist_ok=True)
    (repository / "refs" / "main").write_text(revision)


@pytest.mark.parametrize("given", ["no-such-place/no-such-model", "no-such-model", "./no/such/folder", "", "a b"])
def test_a_name_that_leads_nowhere_is_said_with_the_remedy(tmp_path: Path, given: str) -> None:
    with pytest.raises(ModelUnavailable, match="AX_EMBEDDING_MODEL") as refusal:
        load_embedder(given, tmp_path)

    assert repr(given) in str(refusal.value)


def test_a_folder_that_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=tmp_path.name):
        load_embedder(str(tmp_path), tmp_path)
