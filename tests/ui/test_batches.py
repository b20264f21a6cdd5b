"""Events are gathered without being held back, lost or made for nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from ui.web.batches import in_batches


def test_quick_events_arrive_together_and_in_order() -> None:
    batches = list(in_batches(iter(range(50)), 0.05))
    assert [event for batch in batches for event in batch] == list(range(50))
    assert len(batches) <= 3


def test_the_first_event_arrives_at_once() -> None:
    def slow() -> Iterator[int]:
        yield 1
        time.sleep(0.6)
        yield 2

    started = time.monotonic()
    batches = in_batches(slow(), 0.1)
    assert next(batches) == [1]
    assert time.monotonic() - started < 0.4
    assert list(batches) == [[2]]


def test_an_error_comes_after_what_was_said_before_it() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    batches = in_batches(failing(), 0.0)
    assert next(batches) == [1]
    with pytest.raises(ValueError, match="broken"):
        next(batches)


def test_nothing_more_is_made_once_the_reader_gives_up() -> None:
    made = []

    def endless() -> Iterator[int]:
        for number in range(1_000):
            made.append(number)
            yield number
            time.sleep(0.02)

    batches = in_batches(endless(), 0.01)
    next(batches)
    batches.close()  # type: ignore[attr-defined]
    time.sleep(0.2)
    count = len(made)
    time.sleep(0.2)
    assert len(made) == count < 20
