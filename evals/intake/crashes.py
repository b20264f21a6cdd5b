"""The crash table: a publication killed at every point, what people saw then, and how it ended."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
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
    """A place to kill publications in: a library with one edition fewer is copied for every crash.

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
        self._in_process(build, self._before(FIRST), self._embedder)
        shutil.copytree(self._before(FIRST), self._before(SECOND))
        for player in Player:
            self._in_process(play, player, self._before(SECOND), self._embedder, FIRST)

    def crash(self, point: Point, edition: int) -> Crash:
        """Publish an edition and kill it at the point, look, start again, look again."""
        started = time.perf_counter()
        data_dir = self._folder / "crashed" / "data"
        shutil.rmtree(data_dir, ignore_errors=True)
        shutil.copytree(self._before(edition), data_dir)
        was_killed = False
        for player in Player:
            armed = point if player is point.player else None
            was_killed = self._run(play, player, data_dir, self._embedder, edition, armed) == -signal.SIGKILL
            if was_killed:
                break
        then = self._in_process(look, data_dir, self._embedder, edition, False, self._is_answering)
        self._in_process(recover, data_dir, self._embedder, edition)
        after = self._in_process(look, data_dir, self._embedder, edition, True, self._is_answering)
        return Crash(
            point=point,
            edition=edition,
            was_killed=was_killed,
            then=then,
            after=after,
            seconds=time.perf_counter() - started,
        )

    def crash_all(self, points: Sequence[Point], told: Callable[[Crash], None]) -> list[Crash]:
        """Kill at each point the publication of a new document, then the replacement of its first edition."""
        crashes = []
        for edition in (FIRST, SECOND):
            for point in points:
                if edition == SECOND or not point.only_replacing:
                    crashes.append(self.crash(point, edition))
                    told(crashes[-1])
        return crashes

    def _before(self, edition: int) -> Path:
        return self._folder / f"before-{edition}" / "data"

    def _run(self, target: Callable[..., object], *arguments: Any) -> int | None:
        process = self._context.Process(target=target, args=arguments)
        process.start()
        process.join()
        return process.exitcode

    def _in_process(self, target: Callable[..., _Result], *arguments: Any) -> _Result:
        with ProcessPoolExecutor(1, self._context) as pool:
            return pool.submit(target, *arguments).result()
