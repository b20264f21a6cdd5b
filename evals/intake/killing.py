"""Killing a process at a named point: the operating system ends it there, and nothing is tidied up."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from importlib import import_module
from itertools import count
from typing import Any


class Player(StrEnum):
    """Whose process it is."""

    STAFF = "staff"
    """Takes the file in."""
    WORKER = "worker"
    OWNER = "owner"
    """The server, which owns the indexes."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point at which a process is killed: before or after the `call`-th call of a function (`module:Class.method`).

    `only_replacing` says that no other publication comes by there.
    """

    name: str
    player: Player
    target: str
    is_after: bool = False
    call: int = 1
    only_replacing: bool = False


def arm(point: Point) -> None:
    """Let this process be killed when it comes to the point."""
    owner, name = _place(point.target)
    original: Callable[..., Any] = getattr(owner, name)
    calls = count(1)

    @wraps(original)
    def armed(*arguments: Any, **options: Any) -> Any:
        is_here = next(calls) == point.call
        if is_here and not point.is_after:
            _die()
        result = original(*arguments, **options)
        if is_here:
            _die()
        return result

    setattr(owner, name, armed)


def _place(target: str) -> tuple[Any, str]:
    module, _, path = target.partition(":")
    owner: Any = import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    return owner, name


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
