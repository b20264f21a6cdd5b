"""Gathering what happens quickly into fewer updates of the page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")


class _Ended:
    """Put into the queue last, with the error that ended the iteration, if one did."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def in_batches(events: Iterator[T], seconds: float) -> Iterator[list[T]]:
    """The events in lists, at most one list per `seconds`; the first comes at once.

    The events are made in a thread of their own, so a slow reader does not slow them down. When the reader gives up, no
    further event is asked for. An error is raised here after the events that came before it.
    """
    queue: SimpleQueue[T | _Ended] = SimpleQueue()
    given_up = Event()
    Thread(target=_make, args=(events, queue, given_up), daemon=True, name="answering").start()
    try:
        ended: _Ended | None = None
        not_before = time.monotonic()
        while ended is None:
            batch, ended = _batch(queue, not_before)
            not_before = time.monotonic() + seconds
            if batch:
                yield batch
        if ended.error is not None:
            raise ended.error
    finally:
        given_up.set()


def _batch(queue: SimpleQueue[T | _Ended], not_before: float) -> tuple[list[T], _Ended | None]:
    """At least one event, and all that come until `not_before`."""
    batch: list[T] = []
    event = queue.get()
    while not isinstance(event, _Ended):
        batch.append(event)
        wait = not_before - time.monotonic()
        try:
            event = queue.get(timeout=wait) if wait > 0 else queue.get_nowait()
        except Empty:
            return batch, None
    return batch, event


def _make(events: Iterator[T], queue: SimpleQueue[T | _Ended], given_up: Event) -> None:
    try:
        for event in events:
            if given_up.is_set():
                break
            queue.put(event)
    except BaseException as error:  # told to the reader, who is in another thread
        queue.put(_Ended(error))
    else:
        queue.put(_Ended(None))
