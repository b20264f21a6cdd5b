"""What is handed in becomes uploads: one for every document, also of those in ZIP and JSON-lines files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.domain.jobs import TurnedAway, Upload
from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from assistant.store.originals import Originals
from ingest.archives import entries, is_archive
from ingest.discovering import sidecar_names
from ingest.json_lines_file import LINES_SUFFIX, has_lines, json_lines
from ingest.readers import READERS
from ingest.refusals import refused, too_large, unsupported


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """A file as it lies on this machine, and the name it came with."""

    path: Path
    name: str


def received(
    files: Sequence[HandedIn], originals: Originals, max_file_bytes: int, by: str
) -> Iterator[Upload | TurnedAway]:
    """Keep the original of every document and say what is to be read. Raises StoreError when it cannot be kept.

    A metadata file (`report.meta.yml`) that came in together with its document goes with it.
    """
    by_name = {file.name: file for file in files}
    beside = {name: by_name[sidecar] for name in by_name for sidecar in sidecar_names(name) if sidecar in by_name}
    sidecars = {sidecar.name for sidecar in beside.values()}
    for file in files:
        if file.name in sidecars:
            continue
        size = 0
        try:
            size = file.path.stat().st_size
            if is_archive(file.name):
                yield from _from_archive(file, originals, max_file_bytes, by)
            elif has_lines(file.name):
                yield from _from_lines(file, originals, max_file_bytes, by)
            else:
                if size > max_file_bytes:
                    raise too_large(file.name, size, max_file_bytes)
                sidecar = beside[file.name].path.read_bytes() if file.name in beside else b""
                yield _kept(file.name, file.path.read_bytes(), sidecar, originals, by)
        except DocumentRefused as refusal:
            yield _turned_away(file.name, size, refusal, by)
        except OSError:
            yield _turned_away(file.name, size, refused(Reason.NOT_FOUND, file.name), by)


def _from_archive(file: HandedIn, originals: Originals, max_file_bytes: int, by: str) -> Iterator[Upload | TurnedAway]:
    for entry in entries(file.path, file.name, max_file_bytes):
        try:
            if entry.refusal:
                raise entry.refusal
            if has_lines(entry.origin):
                raise unsupported(entry.shown, LINES_SUFFIX)
            yield _kept(entry.shown, entry.content, entry.sidecar, originals, by)
        except DocumentRefused as refusal:
            yield _turned_away(entry.shown, len(entry.content), refusal, by)


def _from_lines(file: HandedIn, originals: Originals, max_file_bytes: int, by: str) -> Iterator[Upload | TurnedAway]:
    for line in json_lines(file.path, file.name, max_file_bytes):
        if line.refusal:
            yield _turned_away(line.name, 0, line.refusal, by)
        else:
            yield Upload(
                name=line.name,
                suffix=LINES_SUFFIX,
                size=len(line.content),
                original_digest=originals.put(line.content),
                by=by,
            )


def _kept(name: str, content: bytes, sidecar: bytes, originals: Originals, by: str) -> Upload:
    """Keep a document. Raises DocumentRefused for what no reader can read."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in READERS:
        raise unsupported(name, suffix)
    if not content:
        raise refused(Reason.EMPTY_FILE, name)
    return Upload(
        name=name,
        suffix=suffix,
        size=len(content),
        original_digest=originals.put(content),
        by=by,
        sidecar=sidecar.decode("utf-8", "replace"),
    )


def _turned_away(name: str, size: int, refusal: DocumentRefused, by: str) -> TurnedAway:
    return TurnedAway(name=name, size=size, by=by, reason=refusal.reason, message=refusal.message)
