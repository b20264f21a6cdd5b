"""Retrieval tasks of the package `mteb` as collections, where the optional extra `mteb` and the network are there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.errors import AdvisorError, WrongUse

EXTRA = "ax-advisor[mteb]"


def written_task(name: str, folder: Path) -> list[Path]:
    """Load a task by its name in `mteb` and write its collections under a folder. Raises AdvisorError, WrongUse."""
    return write_task(load_task(name), name, folder)


def load_task(name: str) -> Any:
    """The task with its data. Raises WrongUse for an unknown name, AdvisorError without the package or the data."""
    try:
        import mteb
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "mteb":
            raise
        raise AdvisorError(
            f"mteb 과제를 재려면 꾸러미가 더 필요합니다. pip으로 '{EXTRA}'를 설치해 주세요. / install {EXTRA}."
        ) from error
    try:
        task = mteb.get_task(name)
    except KeyError as error:
        raise WrongUse(f"{name}: mteb에 없는 과제입니다. / mteb knows no such task: {error}") from error
    return loaded(task, name)


def loaded(task: Any, name: str) -> Any:
    """The task after its data were loaded. Raises AdvisorError when they cannot be had."""
    try:
        task.load_data()
        convert = getattr(task, "convert_v1_dataset_format_to_v2", None)
        if convert is not None:
            convert(None)
    except Exception as error:  # mteb, datasets and the hub fail with exceptions of their own
        raise AdvisorError(
            f"{name}: 과제의 자료를 내려받지 못했습니다. 네트워크를 확인해 주세요. / The data cannot be downloaded: "
            f"{type(error).__name__}: {str(error)[:200]}"
        ) from error
    return task


def write_task(task: Any, name: str, folder: Path) -> list[Path]:
    """One collection for each subset and split of a loaded task. Raises WrongUse for a task that retrieves no texts."""
    return [_write(split, folder / label) for label, split in _splits(task, name)]


def _splits(task: Any, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The parts of a task that are evaluated, with a name for each: `TASK`, `TASK-ko` or `TASK-ko-dev`."""
    data: Mapping[str, Mapping[str, Any]] = getattr(task, "dataset", None) or {}
    splits = [(subset, split) for subset, found in data.items() for split in found]
    wanted = getattr(task, "eval_splits", None)
    chosen = [(subset, split) for subset, split in splits if not wanted or split in wanted]
    if not chosen or any(not {"corpus", "queries", "relevant_docs"} <= set(data[a][b]) for a, b in chosen):
        raise WrongUse(f"{name}: 문서를 찾는(retrieval) 과제가 아닙니다. / not a retrieval task.")
    for subset, split in chosen:
        told = [name, *([subset] if len(data) > 1 else []), *([split] if len(data[subset]) > 1 else [])]
        yield re.sub(r"[^\w.-]+", "-", "-".join(told)), data[subset][split]


def _write(split: Mapping[str, Any], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    documents = ({"id": row["id"], "title": row.get("title") or "", "text": row["text"]} for row in split["corpus"])
    queries = ({"id": row["id"], "text": row["text"]} for row in split["queries"])
    judgments = (
        {"query_id": query_id, "document_id": document_id, "relevance": int(relevance)}
        for query_id, judged in split["relevant_docs"].items()
        for document_id, relevance in judged.items()
    )
    _write_lines(folder / "corpus.jsonl", documents)
    _write_lines(folder / "queries.jsonl", queries)
    _write_lines(folder / "qrels.jsonl", judgments)
    return folder


def _write_lines(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
