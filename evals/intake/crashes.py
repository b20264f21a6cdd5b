"""The crash table: a publication killed at every point, what people saw then, and how it ended."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from evals.intake.killing import Player, Point
from evals.intake.looking import Seen, look
from evals.intake.playing import play, recover

_Result = TypeVar("_Result")
FIRST, SECOND = 1, 2


@dataclass(frozen=True, kw_only=True)
class Crash:
    """One row: where an edition's publication was killed, and what was seen before and after the restart."""

    point: Point
    edition: int
    was_killed: bool
    then: Seen
    after: Seen
    seconds: float

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything that was wrong; nothing, as it must be."""
        missed = () if self.was_killed else ("the process never came to this point",)
        then = (f"then: {fault}" for fault in self.then.faults)
        return (*missed, *then, *(f"after: {fault}" for fault in self.after.faults))


class CrashRange:
    """A place to kill publications in: the library as the killed one found it is copied for every crash.

    Each part runs in a process of its own, forked from one that has the modules and the tokenizer.
    """

    def __init__(self, folder: Path, embedder: str, is_answering: bool = True) -> None:
        self._folder = folder
        self._embedder = embedder
        self._is_answering = is_answering
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["evals.intake.warm", "evals.intake.looking"])

    def prepare(self, build: Callable[[Path, str], None]) -> None:
        """Make the library before the first edition with `build`, and the one before the second from it."""
        data_dir = self._folder / "prepared" / "data"
        self._in_process(build, data_dir, self._embedder)
        for edition in (FIRST, SECOND):
            for player in Player:
                shutil.copytree(data_dir, self._before(edition, player))
                self._in_process(play, player, data_dir, self._embedder, edition)

    def crash(self, point: Point, edition: int) -> Crash:
        """Publish an edition and kill it at the point, look, start again, look again."""
        started = time.perf_counter()
        with TemporaryDirectory(dir=self._folder) as folder:
            data_dir = Path(folder) / "data"
            shutil.copytree(self._before(edition, point.player), data_dir)
            ended = self._run(play, point.player, data_dir, self._embedder, edition, point)
            then = self._in_process(look, data_dir, self._embedder, edition, False, self._is_answering)
            self._in_process(recover, data_dir, self._embedder, edition)
            after = self._in_process(look, data_dir, self._embedder, edition, True, self._is_answering)
        return Crash(
            point=point,
            edition=edition,
            was_killed=ended == -signal.SIGKILL,
            then=then,
            after=after,
            seconds=time.perf_counter() - started,
        )

    def crash_all(self, points: Sequence[Point], told: Callable[[Crash], None]) -> list[Crash]:
        """Kill at each point the publication of a new document, and the replacement of its first edition.

        Two at a time, which have nothing in common but the model.
        """
        everywhere = [(point, SECOND) for point in points]
        everywhere += [(point, FIRST) for point in points if not point.only_replacing]
        crashes = []
        with ThreadPoolExecutor(max_workers=2) as pool:
            for crash in pool.map(lambda here: self.crash(*here), everywhere):
                told(crash)
                crashes.append(crash)
        return crashes

    def _before(self, edition: int, player: Player) -> Path:
        """The data directory as the player finds it: those before have done their part."""
        return self._folder / f"before-{edition}-{player}" / "data"

    def _run(self, target: Callable[..., object], *arguments: Any) -> int | None:
        process = self._context.Process(target=target, args=arguments)
        process.start()
        process.join()
        return process.exitcode

    def _in_process(self, target: Callable[..., _Result], *arguments: Any) -> _Result:
        with ProcessPoolExecutor(1, self._context) as pool:
            return pool.submit(target, *arguments).result()
