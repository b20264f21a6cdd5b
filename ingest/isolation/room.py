"""The room, seen from outside: one child process, started when first needed and again after it has died."""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeVar

from assistant.domain.synchronising import Reason
from ingest.isolation.outcomes import Limits, Unreadable

_Result = TypeVar("_Result")
_SECONDS = 60.0
"""For one file, if the reader does not say otherwise."""
_log = logging.getLogger(__name__)


class Room:
    """Does one job at a time in a child process; other threads wait. The child leaves when it has had nothing to do.

    The child has a folder of its own that goes with it, and none of the environment: no keys, no addresses.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._taking_turns = threading.Lock()
        self._child: _Child | None = None

    def run(self, job: Callable[[bytes], _Result], content: bytes, seconds: float = _SECONDS) -> _Result:
        """The job's result for a file. The job is a function of a module (or a partial of one), its result plain data.

        Raises Unreadable: what the job raised; TIMEOUT; TOO_LARGE when memory or the size of the result ran out;
        CORRUPT when anything else went wrong, the death of the child included.
        """
        message = pickle.dumps((job, content, seconds))
        with self._taking_turns:
            try:
                answer = self._ask(message, seconds)
            except _Died:  # perhaps of something else, before the file came: it leaves when it has nothing to do
                answer = self._ask_again(message, seconds)
        result, unreadable = pickle.loads(answer)
        if unreadable is not None:
            _log.info("a file could not be read: %s %s", unreadable.reason, unreadable.detail)
            raise unreadable
        answered: _Result = result
        return answered

    def close(self) -> None:
        """Send the child away; the next job starts another one."""
        with self._taking_turns:
            self._leave()

    @property
    def child_id(self) -> int | None:
        """The process id of the child, or None when there is none."""
        return self._child.process.pid if self._child and self._child.is_alive else None

    def _ask(self, message: bytes, seconds: float) -> bytes:
        """The child's answer. Raises _Died, or Unreadable: TIMEOUT."""
        if self._child is None or not self._child.is_alive:
            self._leave()
            self._child = _Child(self._limits)
        try:
            return self._child.answer(message, seconds)
        except (_Died, Unreadable):
            self._leave()
            raise

    def _ask_again(self, message: bytes, seconds: float) -> bytes:
        try:
            return self._ask(message, seconds)
        except _Died as death:
            raise Unreadable(Reason.CORRUPT, detail=str(death)) from None

    def _leave(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Died(Exception):
    """The child is gone and gave no answer."""


class _Child:
    """One child process, its folder, and the line to it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="ax-reading-")
        here, there = socket.socketpair()
        with there:
            numbers = (there.fileno(), limits.memory_bytes, limits.result_bytes, limits.idle_seconds)
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.isolation.child", *map(str, numbers)],
                pass_fds=[there.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self._folder.name,
                env=_environment(self._folder.name),
                start_new_session=True,  # so that programs it has started end with it
            )
        self._line = Connection(here.detach())

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def answer(self, message: bytes, seconds: float) -> bytes:
        """The child's answer. Raises _Died, or Unreadable: TIMEOUT."""
        try:
            self._line.send_bytes(message)
            if not self._line.poll(seconds):
                raise Unreadable(Reason.TIMEOUT, detail=f"no answer in {seconds:g} seconds")
            return self._line.recv_bytes(self._limits.result_bytes + 1024)
        except (EOFError, OSError):
            raise self._death() from None

    def end(self) -> None:
        if self.is_alive:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._line.close()
        with suppress(OSError):
            self._folder.cleanup()

    def _death(self) -> _Died | Unreadable:
        try:
            code = self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return _Died("the child closed the line")
        if code == -signal.SIGXCPU:
            return Unreadable(Reason.TIMEOUT, detail="the child used up its time")
        return _Died(f"the child ended with {code}")


def _environment(folder: str) -> dict[str, str]:
    """What the child needs to find our modules, and nothing else."""
    modules = os.pathsep.join(os.path.abspath(place or ".") for place in sys.path)
    return {"PYTHONPATH": modules, "TMPDIR": folder, "HOME": folder, "LANG": "C.UTF-8", "PATH": os.defpath}


ROOM = Room()
"""The room all readers of this process share."""
atexit.register(ROOM.close)
