"""Reading and writing JSON lines."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.errors import WrongUse


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line as an object, with `FILE line N` to name it. Raises WrongUse for a missing file or a broken line."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path}: 읽을 수 없습니다 ({error}). UTF-8로 저장된 JSON Lines 파일이어야 합니다.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path.name} line {number}"
        try:
            item = json.loads(line)
        except ValueError as error:
            raise WrongUse(f"{where}: JSON이 아닙니다 ({error}). / not JSON.") from error
        if not isinstance(item, dict):
            raise WrongUse(f"{where}: {{…}} 형식의 한 줄이어야 합니다. / each line must be an object.")
        yield where, item


def write_lines(path: Path, items: Iterable[dict[str, Any]]) -> int:
    """Write objects as JSON lines; the file appears complete or not at all. Returns how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    count = 0
    try:
        with unfinished.open("w", encoding="utf-8") as lines:
            for item in items:
                lines.write(json.dumps(item, ensure_ascii=False) + "\n")
                count += 1
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count
