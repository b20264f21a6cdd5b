"""The original bytes of every version, kept under their own digest so that a citation can open the document."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import NotFound, StoreError

ABANDONED_AFTER_SECONDS = 3_600.0
"""A file that is still being written after this long belonged to a process that was killed."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PART = ".part-"


class Originals:
    """Files named by the SHA-256 of their bytes, in `FOLDER/ab/abcd…`. Equal bytes are kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, original: bytes) -> str:
        """Keep the bytes and return their digest. A file is complete or absent, also after a power cut.

        Raises StoreError when the folder cannot be written.
        """
        digest = hashlib.sha256(original).hexdigest()
        path = self._place(digest)
        with _translated(path):
            if not path.is_file() or path.stat().st_size != len(original):
                path.parent.mkdir(parents=True, exist_ok=True)
                _write_atomically(path, original)
        return digest

    def path(self, digest: str) -> Path:
        """Where the bytes lie. Raises NotFound when there are none under this digest."""
        if not _DIGEST.fullmatch(digest) or not self._place(digest).is_file():
            raise NotFound(f"원본 파일이 없습니다: {digest} / There is no original with digest {digest!r}.")
        return self._place(digest)

    def read(self, digest: str) -> bytes:
        """The bytes. Raises NotFound, or StoreError when they cannot be read."""
        path = self.path(digest)
        with _translated(path):
            return path.read_bytes()

    def verify(self, digest: str) -> bool:
        """Whether the bytes are there and still have this digest."""
        try:
            return hashlib.sha256(self.read(digest)).hexdigest() == digest
        except (NotFound, StoreError):
            return False

    def sweep(self) -> int:
        """Delete what killed processes have left half written; returns how many. Raises StoreError."""
        swept = 0
        with _translated(self._folder):
            for part in self._folder.glob(f"??/{_PART}*"):
                if time.time() - part.stat().st_mtime > ABANDONED_AFTER_SECONDS:
                    part.unlink(missing_ok=True)
                    swept += 1
        return swept

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _write_atomically(path: Path, content: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=_PART)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"원본 파일을 쓰거나 읽을 수 없습니다: {path}. 권한과 남은 저장 공간을 확인해 주세요. / "
            f"Cannot write or read the original {path}: {error.strerror}. Check permissions and disk space."
        ) from error
