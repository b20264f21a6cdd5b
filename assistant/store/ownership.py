"""One process owns a data directory: it alone writes the indexes in it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from assistant.clock import utc_now
from assistant.errors import AlreadyOwned, StoreError


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Who owns a data directory: a process and, where it is a server, its address (`http://127.0.0.1:7860`)."""

    pid: int
    started_at: str
    address: str | None = None


class Ownership:
    """A lock on a data directory, held until `release` or the end of the process, however it ends.

    The lock is the operating system's; `owner.json` beside it only says who holds it, and is believed only while the
    lock is held.
    """

    def __init__(self, data_dir: Path) -> None:
        self._note = data_dir / "owner.json"
        # Held for the process, not for the thread that took it. The wait outlasts a look by `present_owner`.
        self._lock = FileLock(data_dir / "owner.lock", timeout=0.3, thread_local=False)
        self._owner: Owner | None = None

    def acquire(self, address: str | None = None) -> Ownership:
        """Take the lock. Raises AlreadyOwned naming the owner, or StoreError when the folder cannot be written."""
        try:
            self._note.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            raise AlreadyOwned(_refusal(self._note.parent, _read(self._note))) from None
        except OSError as error:
            raise StoreError(
                f"데이터 폴더를 쓸 수 없습니다: {self._note.parent}. 권한을 확인해 주세요. / "
                f"Cannot write the data directory {self._note.parent}: {error.strerror}."
            ) from error
        started_at = utc_now().isoformat(timespec="seconds")
        self._write(Owner(pid=os.getpid(), started_at=started_at, address=address))
        return self

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._lock.is_locked

    def announce(self, address: str) -> None:
        """Say under which address the owner can be reached, once it is known. The lock must be held."""
        if self._owner is not None:
            self._write(replace(self._owner, address=address))

    def release(self) -> None:
        """Give the data directory back; without the lock, do nothing."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._owner = None
            self._lock.release()

    def __enter__(self) -> Ownership:
        return self if self._lock.is_locked else self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _write(self, owner: Owner) -> None:
        part = self._note.with_suffix(".part")
        part.write_text(json.dumps(asdict(owner)), encoding="utf-8")
        part.replace(self._note)
        self._owner = owner


def present_owner(data_dir: Path) -> Owner | None:
    """Who owns the data directory at this moment, or None. Changes nothing."""
    if not (data_dir / "owner.lock").exists():
        return None
    probe = FileLock(data_dir / "owner.lock", timeout=0, thread_local=False)
    try:
        probe.acquire()
    except Timeout:
        return _read(data_dir / "owner.json")
    except OSError:
        return None
    probe.release()
    return None


def _read(note: Path) -> Owner | None:
    try:
        return Owner(**json.loads(note.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _refusal(data_dir: Path, owner: Owner | None) -> str:
    who = f" (pid {owner.pid}{f', {owner.address}' if owner.address else ''})" if owner else ""
    return (
        f"서버가 이미 이 데이터 폴더를 쓰고 있습니다{who}: {data_dir}. "
        "그 서버를 통해 작업하거나, 서버를 끈 뒤 다시 시도해 주세요. / "
        f"Another process already owns this data directory{who}. Use that server, or stop it and try again, "
        "or set AX_DATA_DIR to another folder."
    )
