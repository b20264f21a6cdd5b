"""A few rows of the crash table; `make intake` has them all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain.jobs import JobState
from evals.intake.crashes import FIRST, SECOND, CrashRange
from evals.intake.embedding import shared_embedder
from evals.intake.killing import Player, Point
from evals.intake.library import small_library
from evals.intake.points import points


@pytest.fixture(scope="module")
def crash_range(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Iterator[CrashRange]:
    folder = tmp_path_factory.mktemp("crashes")
    with shared_embedder(models_dir, folder) as embedder:
        prepared = CrashRange(folder, embedder, is_answering=False)
        prepared.prepare(small_library)
        yield prepared


def point(name: str) -> Point:
    (found,) = (one for one in points() if one.name == name)
    return found


def test_there_are_points_enough_in_every_process() -> None:
    assert len(points()) >= 25
    assert {one.player for one in points()} == set(Player)
    assert len({one.name for one in points()}) == len(points())


@pytest.mark.parametrize(
    ("name", "then", "state"),
    [
        ("in the catalog's transaction, after the job is noted", 1, JobState.PREPARING),
        ("words: after the first chunks", 1, JobState.INDEXING),
        ("vectors: after the old edition is removed", 2, JobState.INDEXING),
    ],
)
def test_a_replacement_killed_there_is_served_whole_and_ends_published(
    crash_range: CrashRange, name: str, then: int, state: JobState
) -> None:
    crash = crash_range.crash(point(name), SECOND)
    assert crash.was_killed
    assert crash.faults == ()
    assert (crash.then.edition, crash.then.states[0]) == (then, state)
    assert (crash.after.edition, set(crash.after.states)) == (2, {JobState.PUBLISHED})


def test_a_point_that_is_never_reached_is_told(crash_range: CrashRange) -> None:
    crash = crash_range.crash(point("words: after the old edition is removed"), FIRST)
    assert crash.faults == ("the process never came to this point",)
