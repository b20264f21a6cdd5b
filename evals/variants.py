"""Variants of the settings that are compared: `AX_NAME=VALUE,AX_NAME=VALUE`, or `default` for those in force."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from assistant.errors import WrongUse
from assistant.settings import Settings, read_settings

DEFAULT = "default"
_PREFIX = "AX_"
_OWN = {"data_dir", "database_url", "chroma_url"}
"""Where documents are kept. An evaluation always has its own place, never that of a running server."""

_EMBEDDING = [name for name in Settings.model_fields if name.startswith("embedding_")]
"""What decides how documents are embedded."""


@dataclass(frozen=True, kw_only=True)
class Variant:
    """Settings to evaluate, and what they are called in the report."""

    name: str
    settings: Settings


def evaluation_settings() -> Settings:
    """The settings in force, with a place for documents of the evaluation's own (`eval` in the data directory)."""
    return _placed(read_settings())


def variant(text: str) -> Variant:
    """The variant that a text describes. An empty value takes a setting back to what it is without being set.

    Raises WrongUse that names the setting that is unknown, impossible or not to be compared.
    """
    given = {} if text == DEFAULT else dict(map(_named, text.split(",")))
    settings = read_settings(**{name: value for name, value in given.items() if value})
    unset = {name: _unset(name) for name, value in given.items() if not value}
    return Variant(name=text, settings=_placed(settings.model_copy(update=unset)))


def _named(part: str) -> tuple[str, str]:
    """The name of a field of Settings and its value."""
    name, sign, value = (piece.strip() for piece in part.partition("="))
    field = name.removeprefix(_PREFIX).lower()
    if not sign or not name.startswith(_PREFIX) or field not in Settings.model_fields or field in _OWN:
        allowed = ", ".join(f"{_PREFIX}{known.upper()}" for known in Settings.model_fields if known not in _OWN)
        raise WrongUse(
            f"비교할 설정이 아닙니다: {part.strip()!r}. '{DEFAULT}' 또는 쉼표로 이은 이름=값을 적어 주세요."
            f" 쓸 수 있는 이름: {allowed}. / Not a setting that can be compared."
        )
    return field, value


def _unset(name: str) -> object:
    return Settings.model_fields[name].get_default(call_default_factory=True)


def _placed(settings: Settings) -> Settings:
    """The settings with a data directory for each way of embedding, so that documents are embedded once for each."""
    chosen = [f"{name}={getattr(settings, name)}" for name in _EMBEDDING if getattr(settings, name) != _unset(name)]
    name = f"eval-{hashlib.sha256(','.join(chosen).encode()).hexdigest()[:8]}" if chosen else "eval"
    own = {"data_dir": settings.data_dir / name, "database_url": None, "chroma_url": None}
    return settings.model_copy(update=own)
