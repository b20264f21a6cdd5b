"""Who waits for whom in one process: work that can wait steps aside while questions are answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_SECONDS_TO_WAIT = 0.5


class Precedence:
    """Knows how many questions are being answered at the moment. Safe to use from many threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._under_way = 0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """One more question is being answered while the block runs."""
        with self._changed:
            self._under_way += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def give_way(self, most_seconds: float = MOST_SECONDS_TO_WAIT) -> None:
        """Wait until no question is being answered, but not for ever: where people always ask, work goes on slowly."""
        with self._changed:
            self._changed.wait_for(lambda: not self._under_way, most_seconds)
