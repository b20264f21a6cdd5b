"""Originals under their own digest."""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import NotFound, StoreError
from assistant.store.originals import ABANDONED_AFTER_SECONDS, Originals


def test_bytes_are_kept_once_under_their_digest(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    digest = originals.put("원본".encode())

    assert digest == hashlib.sha256("원본".encode()).hexdigest() == originals.put("원본".encode())
    assert originals.path(digest) == tmp_path / digest[:2] / digest
    assert originals.read(digest) == "원본".encode()
    assert originals.verify(digest)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [originals.path(digest)]


def test_a_changed_file_does_not_verify_and_is_mended_by_putting_it_again(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    digest = originals.put(b"original")
    originals.path(digest).write_bytes(b"cut")

    assert not originals.verify(digest)
    originals.put(b"original")
    assert originals.verify(digest)


def test_what_a_killed_process_left_half_written_is_swept_and_nothing_else(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    digest = originals.put(b"original")
    left, being_written = (tmp_path / digest[:2] / f".part-{name}" for name in ("left", "being-written"))
    for part in (left, being_written):
        part.write_bytes(b"orig")
    long_ago = time.time() - ABANDONED_AFTER_SECONDS - 1
    for path in (left, originals.path(digest)):
        os.utime(path, (long_ago, long_ago))

    assert originals.sweep() == 1
    assert (left.exists(), being_written.exists(), originals.verify(digest)) == (False, True, True)


@pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc/passwd", "ABC"])
def test_what_is_not_there_is_not_found(tmp_path: Path, digest: str) -> None:
    originals = Originals(tmp_path)
    assert not originals.verify(digest)
    with pytest.raises(NotFound, match="no original"):
        originals.path(digest)


def test_many_threads_may_put_the_same_bytes(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        digests = set(threads.map(lambda _: originals.put(b"same" * 10_000), range(40)))
    assert len(digests) == 1
    assert originals.verify(digests.pop())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="disk space"):
        Originals(tmp_path / "file").put(b"x")
