"""One process owns a data directory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import AlreadyOwned, StoreError
from assistant.store.ownership import Ownership, present_owner

_OWN = """
import sys, time
from pathlib import Path
from assistant.store.ownership import Ownership
ownership = Ownership(Path(sys.argv[1])).acquire("http://127.0.0.1:7860")
print("owned", flush=True)
time.sleep(60)
"""


@contextmanager
def _server(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _OWN, str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "owned\n"
        yield process
        process.kill()


def test_a_second_owner_is_told_who_owns_and_what_to_do(tmp_path: Path) -> None:
    with _server(tmp_path) as server:
        with pytest.raises(AlreadyOwned, match="서버가 이미 이 데이터 폴더를 쓰고 있습니다") as refusal:
            Ownership(tmp_path).acquire()
        assert f"pid {server.pid}" in str(refusal.value)
        assert "http://127.0.0.1:7860" in str(refusal.value)
        assert "AX_DATA_DIR" in str(refusal.value)
        owner = present_owner(tmp_path)
        assert owner is not None
        assert (owner.pid, owner.address) == (server.pid, "http://127.0.0.1:7860")


def test_a_killed_owner_does_not_block_the_next(tmp_path: Path) -> None:
    with _server(tmp_path) as server:
        server.send_signal(signal.SIGKILL)
        server.wait()
        assert (tmp_path / "owner.json").exists()
        assert present_owner(tmp_path) is None
        with Ownership(tmp_path):
            owner = present_owner(tmp_path)
            assert owner is not None
            assert owner.pid == os.getpid()


def test_released_is_free_again(tmp_path: Path) -> None:
    ownership = Ownership(tmp_path / "new").acquire()
    with pytest.raises(AlreadyOwned):
        Ownership(tmp_path / "new").acquire()
    ownership.announce("http://localhost:1")
    owner = present_owner(tmp_path / "new")
    assert owner is not None
    assert owner.address == "http://localhost:1"
    ownership.release()
    ownership.release()

    assert present_owner(tmp_path / "new") is None
    Ownership(tmp_path / "new").acquire().release()


def test_looking_makes_nothing(tmp_path: Path) -> None:
    assert present_owner(tmp_path / "nowhere") is None
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="Cannot write"):
        Ownership(tmp_path / "file" / "below").acquire()
