"""Settings to compare, from what is written on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import WrongUse
from evals.variants import evaluation_settings, variant


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory of a server that must not be touched."""
    monkeypatch.setenv("AX_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("AX_CHROMA_URL", "http://chroma:8000")
    monkeypatch.setenv("AX_DATABASE_URL", "postgresql+psycopg://server/name")
    return tmp_path


def test_an_evaluation_keeps_its_documents_apart(data_dir: Path) -> None:
    settings = evaluation_settings()
    assert settings.data_dir == data_dir / "eval"
    assert settings.chroma_url is None
    assert settings.catalog_url.startswith("sqlite")


def test_a_variant_has_its_settings_and_shares_the_documents(data_dir: Path) -> None:
    made = variant("AX_QUESTION_MAX_CHARACTERS=99, AX_LLM_TIMEOUT_SECONDS=5")
    assert made.name == "AX_QUESTION_MAX_CHARACTERS=99, AX_LLM_TIMEOUT_SECONDS=5"
    assert (made.settings.question_max_characters, made.settings.llm_timeout_seconds) == (99, 5)
    assert made.settings.data_dir == variant("default").settings.data_dir == data_dir / "eval"


def test_another_embedding_has_documents_of_its_own() -> None:
    names = ("default", "AX_EMBEDDING_MODEL=one", "AX_EMBEDDING_MODEL=other")
    assert len({variant(name).settings.data_dir for name in names}) == 3


def test_an_empty_value_takes_a_setting_back(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    monkeypatch.setenv("AX_EMBEDDING_MODEL", "one")
    assert variant("default").settings.embedding_model == "one"
    assert variant("AX_EMBEDDING_MODEL=").settings.embedding_model is None
    assert variant("AX_EMBEDDING_MODEL=").settings.data_dir == data_dir / "eval"


@pytest.mark.parametrize("text", ["AX_NOPE=1", "AX_PORT", "port=1", "AX_DATA_DIR=/x", "AX_CHROMA_URL=http://x", ""])
def test_what_cannot_be_compared_is_refused_with_what_can(text: str) -> None:
    with pytest.raises(WrongUse, match="AX_EMBEDDING_MODEL"):
        variant(text)


def test_an_impossible_value_is_named() -> None:
    with pytest.raises(WrongUse, match="AX_PORT='many'"):
        variant("AX_PORT=many")
