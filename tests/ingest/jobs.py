"""Jobs for the room: they run in the child, which finds them here."""

from __future__ import annotations

import os
import signal
import time

from assistant.domain.synchronising import Reason
from ingest.isolation import Unreadable


def length(content: bytes) -> int:
    return len(content)


def process_id(_content: bytes) -> int:
    return os.getpid()


def environment(_content: bytes) -> dict[str, str]:
    return dict(os.environ)


def refusing(_content: bytes) -> None:
    raise Unreadable(Reason.ENCRYPTED, ("잠겼습니다.", "It is locked."))


def failing(_content: bytes) -> None:
    raise KeyError("a fault in the library")


def sleeping(_content: bytes) -> None:
    time.sleep(60)


def working_without_end(_content: bytes) -> None:
    while True:
        pass


def dying(_content: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def greedy(_content: bytes) -> int:
    return len(bytearray(4 * 1024**3))


def talkative(_content: bytes) -> bytes:
    return b"x" * 1_000_000


def leaving(_content: bytes) -> None:
    os._exit(0)
