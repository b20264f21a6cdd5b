"""The room in which files are read: whatever a file does to it, the program goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.domain.synchronising import Reason
from ingest.isolation import Limits, Room, Unreadable
from tests.ingest import jobs


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(Limits(result_bytes=100_000))
    yield room
    room.close()


def reason(room: Room, job: Callable[[bytes], Any], seconds: float = 30.0) -> Reason:
    with pytest.raises(Unreadable) as failure:
        room.run(job, b"", seconds)
    return failure.value.reason


def test_one_child_does_all_jobs(room: Room) -> None:
    assert room.child_id is None
    assert room.run(jobs.length, b"abc") == 3
    assert room.run(jobs.process_id, b"") == room.run(jobs.process_id, b"") == room.child_id != os.getpid()


def test_large_files_pass(room: Room) -> None:
    assert room.run(jobs.length, b"x" * 30_000_000) == 30_000_000


def test_what_a_job_says_of_a_file_is_said_outside_too(room: Room) -> None:
    with pytest.raises(Unreadable) as failure:
        room.run(jobs.refusing, b"")
    assert (failure.value.reason, failure.value.words) == (Reason.ENCRYPTED, ("잠겼습니다.", "It is locked."))


def test_any_other_fault_is_the_files(room: Room) -> None:
    before = room.run(jobs.process_id, b"")
    with pytest.raises(Unreadable) as failure:
        room.run(jobs.failing, b"")
    assert failure.value.reason is Reason.CORRUPT
    assert "a fault in the library" in failure.value.detail
    assert room.run(jobs.process_id, b"") == before


@pytest.mark.parametrize("job", [jobs.sleeping, jobs.working_without_end])
def test_a_job_that_does_not_end_is_ended_and_the_next_is_done(room: Room, job: Callable[[bytes], Any]) -> None:
    began = time.monotonic()
    assert reason(room, job, seconds=0.5) is Reason.TIMEOUT
    assert time.monotonic() - began < 5
    assert room.run(jobs.length, b"abc") == 3


def test_a_child_that_dies_is_replaced(room: Room) -> None:
    assert reason(room, jobs.dying) is Reason.CORRUPT
    assert room.run(jobs.length, b"abc") == 3


def test_a_child_that_was_killed_while_it_waited_is_replaced_without_a_word(room: Room) -> None:
    first = room.run(jobs.process_id, b"")
    os.kill(first, signal.SIGKILL)
    assert room.run(jobs.process_id, b"") != first


def test_memory_has_an_end(room: Room) -> None:
    assert reason(room, jobs.greedy) is Reason.TOO_LARGE
    assert room.run(jobs.length, b"abc") == 3


def test_results_have_an_end(room: Room) -> None:
    assert reason(room, jobs.talkative) is Reason.TOO_LARGE
    assert room.run(jobs.length, b"abc") == 3


def test_a_child_without_work_leaves_and_another_comes() -> None:
    room = Room(Limits(idle_seconds=0.1))
    first = room.run(jobs.process_id, b"")
    until = time.monotonic() + 10
    while room.child_id is not None and time.monotonic() < until:
        time.sleep(0.05)
    assert room.child_id is None
    assert room.run(jobs.process_id, b"") != first
    room.close()


def test_a_job_that_makes_the_child_leave_is_not_tried_for_ever(room: Room) -> None:
    assert reason(room, jobs.leaving) is Reason.CORRUPT


def test_the_child_knows_no_secrets(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AX_LLM_API_KEY", "secret")
    assert "secret" not in room.run(jobs.environment, b"").values()
