"""The processes beside the server that read and embed what staff hand in; started when there is something to do."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from types import TracebackType

from assistant.bootstrap import Advisor
from assistant.errors import AdvisorError
from assistant.settings import Settings

IDLE_SECONDS = 120
"""A worker with nothing to do leaves after this long, and gives its memory back."""
_SECONDS_BETWEEN_LOOKS = 0.5
_SECONDS_TO_LEAVE = 5
_log = logging.getLogger(__name__)


class WorkerCrew:
    """Keeps up to `settings.workers` workers while there are jobs, and one ready while files are expected.

    One that dies is followed by another.

    What a dead worker had in hand goes back at once; a worker whose server dies leaves by itself.
    """

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._jobs = advisor.catalog.jobs
        self._settings = advisor.settings
        self._workers: dict[str, subprocess.Popen[bytes]] = {}
        self._started = 0
        self._is_ending = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="worker-crew", daemon=True)

    def __enter__(self) -> WorkerCrew:
        if self._settings.workers:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_ending.set()
        if self._thread.is_alive():
            self._thread.join()
        for name, worker in self._workers.items():
            _end(worker)
            self._jobs.release(name, is_orderly=True)

    def _watch(self) -> None:
        while not self._is_ending.wait(_SECONDS_BETWEEN_LOOKS):
            try:
                self._look()
            except (AdvisorError, OSError):
                _log.exception("the workers could not be looked after")

    def _look(self) -> None:
        for name, worker in list(self._workers.items()):
            if worker.poll() is not None:
                del self._workers[name]
                self._jobs.release(name)
        is_wanted = self._jobs.has_work() or (self._advisor.intake.is_expecting and not self._workers)
        if is_wanted and len(self._workers) < self._settings.workers:
            self._started += 1
            name = f"{os.uname().nodename}-{os.getpid()}-{self._started}"
            self._workers[name] = _start(name, self._settings)


def _start(name: str, settings: Settings) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ui.cli", "worker", "--name", name, "--idle", str(IDLE_SECONDS), "--beside"]
    environment = os.environ | {"AX_DATA_DIR": str(settings.data_dir), "AX_MODELS_DIR": str(settings.shared_models_dir)}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(_SECONDS_TO_LEAVE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
