"""All settings, read once from the environment (`AX_…`) into one frozen object."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import WrongUse

_CHECKOUT = Path(__file__).resolve().parent.parent


def default_data_dir() -> Path:
    """`var/` in a checkout, otherwise the user's data folder (XDG base directories)."""
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / "var"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "ax-advisor"


def corpus_dir() -> Path:
    """The bundled corpus."""
    return _CHECKOUT / "corpus"


class Settings(BaseSettings):
    """What can be set from outside. Secrets (keys) stay in the providers' own variables and are never copied here."""

    model_config = SettingsConfigDict(env_prefix="AX_", frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=default_data_dir)
    models_dir: Path | None = None
    """Where the embedded model is unpacked, once for all data directories; default: `models/` in the default one."""

    database_url: str | None = None
    """SQLAlchemy URL of the catalog, e.g. `postgresql+psycopg://…`; default: SQLite in the data directory."""
    chroma_url: str | None = None
    """Address of a Chroma server, e.g. `http://chroma:8000`; default: embedded in the data directory."""

    embedding_model: str | None = None
    """Hub name or folder of a sentence-transformers model; default: the embedded multilingual-e5-small."""
    embedding_tuned: bool = True
    """Whether the embedded model carries the adapter tuned on Korean questions; false takes it as published."""

    reranker_model: str | None = None
    """`late-interaction`, or hub name or folder of a sentence-transformers CrossEncoder: slower, a little better."""

    llm_model: str | None = None
    """Language model for `init_chat_model`, e.g. `openai:gpt-…` or, with `llm_base_url`, the served model's name."""
    llm_base_url: str | None = None
    """Address of an OpenAI-compatible server (vLLM, Ollama, llama.cpp, …), ending in `/v1`."""
    llm_timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 60
    llm_silence_seconds: Annotated[float, Field(gt=0, le=120)] = 20
    """A model that says nothing for this long is given up and the extractive writer takes over."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 7860
    answer_timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 90
    question_max_characters: Annotated[int, Field(ge=50, le=20_000)] = 2_000
    keep_answers_days: Annotated[int, Field(ge=0, le=3_650)] = 90
    """How long answers are kept for staff, with what is needed to make them again; 0 keeps none."""
    consultant_contact: str | None = None
    """How to reach a consultant, as people are told where an answer is lacking: a name, a phone number, an address."""
    max_file_megabytes: Annotated[int, Field(ge=1, le=1_000)] = 50

    workers: Annotated[int, Field(ge=0, le=16)] = 1
    """How many processes beside the server read what staff hand in; 0 leaves it to workers on other machines."""

    @property
    def max_file_bytes(self) -> int:
        """The largest file that is taken in, in bytes."""
        return self.max_file_megabytes * 1024 * 1024

    @property
    def catalog_url(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'catalog.sqlite3'}"

    @property
    def shared_models_dir(self) -> Path:
        """The folder of unpacked models in force."""
        return self.models_dir or default_data_dir() / "models"


def read_settings(**given: object) -> Settings:
    """Settings from the environment, with what was given on the command line on top.

    Raises WrongUse that names each wrong setting and its value.
    """
    try:
        settings = Settings(**{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = "; ".join(
            f"AX_{'_'.join(str(part) for part in item['loc']).upper()}={item['input']!r}: {item['msg']}"
            for item in error.errors()
        )
        raise WrongUse(f"설정값이 올바르지 않습니다. / Wrong setting: {wrong}") from error
    return settings.model_copy(update={"data_dir": settings.data_dir.expanduser().resolve()})
