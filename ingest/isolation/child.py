"""The room, seen from inside: takes a job, does it within its limits, sends the result.

Usage: python -m ingest.isolation.child DESCRIPTOR MEMORY_BYTES RESULT_BYTES IDLE_SECONDS
"""

from __future__ import annotations

import os
import pickle
import resource
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assistant.domain.synchronising import Reason
from ingest.isolation.outcomes import Limits, Unreadable

_LARGEST_FILE = 1024 * 1024 * 1024


def main(descriptor: int, limits: Limits) -> None:
    """Do jobs until there are none for a while, the other side is gone, or memory ran out."""
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, _LARGEST_FILE)
    _lower(resource.RLIMIT_CORE, 0)
    _be_as_nice_as_started()
    with Connection(descriptor) as line:
        while line.poll(limits.idle_seconds):
            try:
                message = line.recv_bytes()
            except (EOFError, ConnectionError):
                return
            answer, is_exhausted = _answer(message, limits)
            line.send_bytes(answer)
            if is_exhausted:
                return


def _answer(message: bytes, limits: Limits) -> tuple[bytes, bool]:
    """What to send, and whether memory ran out."""
    try:
        job, content, seconds = pickle.loads(message)
        _allow(seconds)
        answer = pickle.dumps(_done(job, content))
    except MemoryError:
        return _failure(Unreadable(Reason.TOO_LARGE, detail="out of memory")), True
    except Exception:
        return _failure(Unreadable(Reason.CORRUPT, detail=traceback.format_exc(limit=-5))), False
    if len(answer) > limits.result_bytes:
        return _failure(Unreadable(Reason.TOO_LARGE, detail=f"a result of {len(answer)} bytes")), False
    return answer, False


def _done(job: Callable[[bytes], Any], content: bytes) -> tuple[Any, Unreadable | None]:
    try:
        return job(content), None
    except Unreadable as unreadable:
        return None, unreadable


def _failure(unreadable: Unreadable) -> bytes:
    return pickle.dumps((None, unreadable))


def _allow(seconds: float) -> None:
    """Let the process be ended when it uses this much more time of a processor, should nobody else do it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 2)


def _be_as_nice_as_started() -> None:
    """Linux schedules a session of its own by the niceness of the session, which is forgotten where it begins."""
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(os.nice(0)), "ascii")


def _lower(kind: int, value: int) -> None:
    _, hardest = resource.getrlimit(kind)
    resource.setrlimit(kind, (value if hardest == resource.RLIM_INFINITY else min(value, hardest), hardest))


if __name__ == "__main__":
    main(int(sys.argv[1]), Limits(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
