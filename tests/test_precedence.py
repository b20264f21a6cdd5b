"""Work that can wait steps aside while questions are answered."""

from __future__ import annotations

import threading
import time

import pytest

from assistant.precedence import Precedence


def test_nobody_waits_where_nobody_asks() -> None:
    started = time.perf_counter()
    Precedence().give_way(60)
    assert time.perf_counter() - started < 30


def test_work_waits_until_the_last_question_is_answered() -> None:
    precedence, gave_way = Precedence(), threading.Event()

    def work() -> None:
        precedence.give_way(60)
        gave_way.set()

    with precedence.answering():
        with precedence.answering():
            worker = threading.Thread(target=work)
            worker.start()
        assert not gave_way.wait(0.1)
    assert gave_way.wait(30)
    worker.join()


def test_work_goes_on_in_the_end_where_people_always_ask() -> None:
    precedence = Precedence()
    with precedence.answering():
        precedence.give_way(0.01)


def test_a_question_that_failed_is_not_waited_for() -> None:
    precedence = Precedence()
    with pytest.raises(ValueError, match="broken"), precedence.answering():
        raise ValueError("broken")
    started = time.perf_counter()
    precedence.give_way(60)
    assert time.perf_counter() - started < 30
