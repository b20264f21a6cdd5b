"""A ZIP file of documents. It is read like a folder; nothing of it is ever written to disk.

Entries are unpacked one at a time and in a bounded way; what is in them is read in the room like any other file.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.discovering import is_ignored, sidecar_names
from ingest.formats import Format, format_by_names
from ingest.refusals import mismatch, refused

ARCHIVE_SUFFIX = ".zip"
_MOST_ENTRIES = 1_000
_LARGEST_LIST = 1024 * 1024
"""Bytes of the list of entries; a longer one would take much memory before it could be counted."""
_FILES = 20
"""An archive may be as large, packed and unpacked, as this many files of the largest allowed size."""
_MOST_SQUEEZED = 100
"""Unpacked over packed size; text and Office files stay far below."""
_HARMLESS = 1024 * 1024
"""Bytes, unpacked. Entries this small may be squeezed more."""
_LOCKED, _IS_UTF_8 = 0x1, 0x800
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_LONGEST_NAME = 1_000
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_INNER_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".alz", ".egg", ".jar", ".iso")
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, RuntimeError, NotImplementedError, struct.error)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A document in an archive: its place in it, how people see it named (`a.zip › b.md`), and its metadata file.

    `refusal` says why an entry cannot be used; it has no content then.
    """

    origin: str
    shown: str
    content: bytes = b""
    sidecar: bytes = b""
    refusal: DocumentRefused | None = None


def is_archive(path: Path | str) -> bool:
    """Whether this names a ZIP file."""
    return str(path).lower().endswith(ARCHIVE_SUFFIX)


def entries(path: Path, shown: str, max_file_bytes: int) -> Iterator[Entry]:
    """The documents of an archive, in the order of their names; what a folder's listing leaves out is left out here.

    Raises DocumentRefused for the archive as a whole: EMPTY_FILE, TYPE_MISMATCH, CORRUPT, TOO_LARGE, BOMB; OSError.
    """
    _check_file(path, shown, max_file_bytes)
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _Archive(archive, shown, max_file_bytes).entries()
    except _BROKEN as error:
        raise refused(Reason.CORRUPT, shown) from error


def count_entries(path: Path) -> int:
    """How many entries an archive names; 1 for a file that cannot be read."""
    try:
        end = _end_record(path)
    except OSError:
        return 1
    return max(1, min(end[0], _MOST_ENTRIES)) if end else 1


def _check_file(path: Path, shown: str, max_file_bytes: int) -> None:
    """Raises DocumentRefused for what can be told without reading the list of entries."""
    size = path.stat().st_size
    if not size:
        raise refused(Reason.EMPTY_FILE, shown)
    if size > _FILES * max_file_bytes:
        raise refused(Reason.TOO_LARGE, shown)
    with path.open("rb") as file:
        beginning = file.read(4)
    end = _end_record(path)
    if end is None:
        raise refused(Reason.CORRUPT if beginning.startswith(b"PK") else Reason.TYPE_MISMATCH, shown)
    count, length = end
    if count > _MOST_ENTRIES or length > _LARGEST_LIST:
        raise refused(
            Reason.BOMB,
            shown,
            f"압축 파일 안에 파일이 너무 많습니다(최대 {_MOST_ENTRIES:,}개). 나누어 묶어 주세요.",
            f"There are too many files in the archive (at most {_MOST_ENTRIES:,}). Split it.",
        )


def _end_record(path: Path) -> tuple[int, int] | None:
    """How many entries an archive says it has, and how long their list is in bytes; None for what is no archive."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_SIZE - _LONGEST_COMMENT))
        tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        return None
    count, length = struct.unpack("<10xHI6x", tail[place : place + _END_SIZE])
    return count, length


class _Archive:
    """An archive that is open."""

    def __init__(self, archive: zipfile.ZipFile, shown: str, max_file_bytes: int) -> None:
        self._archive = archive
        self._shown = shown
        self._limit = max_file_bytes

    def entries(self) -> Iterator[Entry]:
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        self._check(infos)
        named = sorted(((_name(info), info) for info in infos), key=lambda pair: (pair[0], pair[1].header_offset))
        sidecars = {name: info for name, info in named}
        seen: set[str] = set()
        for name, info in named:
            if not any(is_ignored(part) for part in PurePosixPath(name).parts if part != ".."):
                yield self._entry(name, info, sidecars, is_again=name in seen)
                seen.add(name)

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        """Raises DocumentRefused for the archive as a whole."""
        names = {info.filename for info in infos}
        if "Contents/content.hpf" in names:
            raise mismatch(self._shown, Format.ZIP, Format.HWPX)
        if "[Content_Types].xml" in names:
            raise mismatch(self._shown, Format.ZIP, format_by_names(names))
        if not infos:
            raise refused(Reason.EMPTY_FILE, self._shown)
        ordered = sorted(infos, key=lambda info: info.header_offset)
        overlap = any(one.header_offset + one.compress_size > other.header_offset for one, other in pairwise(ordered))
        if overlap or sum(info.file_size for info in infos) > _FILES * self._limit:
            raise refused(Reason.BOMB, self._shown)

    def _entry(self, name: str, info: zipfile.ZipInfo, sidecars: dict[str, zipfile.ZipInfo], is_again: bool) -> Entry:
        shown = f"{self._shown} › {_printable(name)}"
        try:
            if is_again:
                words = "같은 이름의 파일이 압축 파일 안에 또 있습니다. 이름을 바꾸어 다시 묶어 주세요."
                raise refused(Reason.UNSAFE_NAME, shown, words, "There is another file of this name in the archive.")
            self._check_entry(name, info, shown)
            beside = next((sidecars[other] for other in sidecar_names(name) if other in sidecars), None)
            sidecar = self._read(beside, shown) if beside else b""
            return Entry(origin=name, shown=shown, content=self._read(info, shown), sidecar=sidecar)
        except DocumentRefused as refusal:
            return Entry(origin=name, shown=shown, refusal=refusal)

    def _check_entry(self, name: str, info: zipfile.ZipInfo, shown: str) -> None:
        if _UNSAFE.search(name) or len(name) > _LONGEST_NAME:
            raise refused(Reason.UNSAFE_NAME, shown)
        if stat.S_ISLNK(info.external_attr >> 16) or name.lower().endswith(_INNER_ARCHIVES):
            raise refused(Reason.UNSAFE_ARCHIVE, shown)
        if info.flag_bits & _LOCKED:
            raise refused(Reason.ENCRYPTED, shown)

    def _read(self, info: zipfile.ZipInfo, shown: str) -> bytes:
        """The content of an entry. Raises DocumentRefused: BOMB, TOO_LARGE, UNSUPPORTED_TYPE, CORRUPT."""
        if info.file_size > max(_HARMLESS, _MOST_SQUEEZED * info.compress_size):
            raise refused(Reason.BOMB, shown)
        if info.file_size > self._limit:
            raise refused(Reason.TOO_LARGE, shown)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            words = "드문 방식으로 압축되어 읽지 못합니다. 보통의 ZIP(deflate)으로 다시 묶어 주세요."
            english = "It is packed in a rare way. Pack it as an ordinary ZIP (deflate)."
            raise refused(Reason.UNSUPPORTED_TYPE, shown, words, english)
        try:
            with self._archive.open(info) as file:
                return file.read(self._limit + 1)
        except _BROKEN as error:
            raise refused(Reason.CORRUPT, shown) from error


def _name(info: zipfile.ZipInfo) -> str:
    """The place of an entry, composed (NFC), with `/` between names. Korean Windows writes CP949 and says nothing."""
    name = info.orig_filename
    if not info.flag_bits & _IS_UTF_8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp949"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return unicodedata.normalize("NFC", name.replace("\\", "/")).removeprefix("./")


def _printable(name: str) -> str:
    """The name as messages show it."""
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[:100]}…"
