"""Opening a sentence-transformers model: from a folder, from what was downloaded before, or from the hub."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ModelUnavailable
from assistant.models.embedded_model import read_identity

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SCHEME = 1
"""To be raised when texts are given to the model in another way than before; part of each fingerprint."""
_FINGERPRINT_LENGTH = 12
_NOT_WEIGHTS = frozenset({"README.md", "LICENSE"})
_REACHING_SECONDS = 10


def open_model(model: str) -> tuple[SentenceTransformer, str]:
    """The model of a folder or hub name, and its fingerprint of 12 letters and digits.

    A folder never uses the network, and neither does a hub name whose model was downloaded before. Raises
    ModelUnavailable with the given value.
    """
    folder = Path(model).expanduser()
    _set_up_libraries(offline=folder.is_dir())
    try:
        if folder.is_dir():
            return _open(str(folder), local=True), _folder_fingerprint(folder)
        return _open_from_hub(model), _fingerprint(f"{model}@{_hub_revision(model)}")
    except Exception as error:  # each kind of model fails with exceptions of its own
        reason = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise ModelUnavailable(
            f"AX_EMBEDDING_MODEL={model!r}: 임베딩 모델을 열 수 없습니다 ({reason}). sentence-transformers 모델의 "
            "폴더나 허브 이름을 지정하거나, 설정을 지워 내장 모델을 쓰세요. / The embedding model cannot be loaded: "
            "give the folder or the hub name of a sentence-transformers model (a hub name needs the network once), or "
            "remove the setting to use the embedded model."
        ) from error


def _set_up_libraries(*, offline: bool) -> None:
    """Settings that Hugging Face's libraries read from the environment; what the user has set stays."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if offline:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


def _open(name: str, *, local: bool) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    model: SentenceTransformer = SentenceTransformer(name, local_files_only=local)
    return model


def _open_from_hub(name: str) -> SentenceTransformer:
    """What was downloaded before is taken as it is; only else is the hub asked, once, before a download begins.

    Without that question an unknown name or a missing network would be noticed after a minute of retries.
    """
    from huggingface_hub import HfApi

    if _cached(name, "modules.json") is not None:
        try:
            return _open(name, local=True)
        except Exception:  # the download was interrupted
            pass
    HfApi().model_info(_repository(name), timeout=_REACHING_SECONDS)
    return _open(name, local=False)


def _repository(name: str) -> str:
    return name if "/" in name else f"sentence-transformers/{name}"


def _cached(name: str, file: str) -> object | None:
    """The path of a downloaded file; a mark that is no path when the hub said there is none; None when unknown."""
    from huggingface_hub import try_to_load_from_cache

    cached: object | None = try_to_load_from_cache(
        _repository(name), file, cache_dir=os.environ.get("SENTENCE_TRANSFORMERS_HOME")
    )
    return cached


def _hub_revision(name: str) -> str:
    """The commit of a downloaded model; empty when it cannot be told."""
    for file in ("modules.json", "config.json"):
        path = _cached(name, file)
        if isinstance(path, str):
            return Path(path).parent.name
    return ""


def _folder_fingerprint(folder: Path) -> str:
    """The fingerprint an embedded model brings along; for other folders, from the content of all files."""
    identity = read_identity(folder)
    if identity is not None:
        return identity.fingerprint
    digests = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _NOT_WEIGHTS and not path.name.startswith("."):
            with path.open("rb") as file:
                digests.append(
                    f"{path.relative_to(folder).as_posix()} {hashlib.file_digest(file, 'sha256').hexdigest()}"
                )
    return _fingerprint("\n".join(digests))


def _fingerprint(content: str) -> str:
    return hashlib.sha256(f"{_SCHEME} {content}".encode()).hexdigest()[:_FINGERPRINT_LENGTH]
