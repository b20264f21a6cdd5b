"""The results of the study as sections of a report, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.intake.crashes import Crash
from evals.intake.drops import Drop
from evals.intake.serving import Asked
from evals.intake.sizes import Growth
from evals.intake.ten_pages import Way
from evals.intake.two_staff import Shift
from evals.report.document import Section, Table

_EDITIONS = {1: "new document", 2: "replacement"}
_LARGEST_CHANGE = 0.01
_MOST_GROWN = 4.0
"""Growing by less than three times the live size is less than four times as large."""
_MOST_SLOWED = 2.0
_MOST_SECONDS = 30.0


def crash_section(crashes: Sequence[Crash]) -> tuple[Section, dict[str, Any]]:
    """The crash table."""
    header = ("killed in", "at this point", "publication of a", "people saw then", "after the restart", "wrong")
    rows = tuple(
        (
            str(crash.point.player),
            crash.point.name,
            _EDITIONS[crash.edition],
            _edition(crash.then.edition),
            f"{_edition(crash.after.edition)}, {', '.join(sorted({str(state) for state in crash.after.states}))}",
            "; ".join(crash.faults) or "nothing",
        )
        for crash in crashes
    )
    wrong = sum(bool(crash.faults) for crash in crashes)
    points = len({crash.point for crash in crashes})
    told = f"{len(crashes)} processes killed with SIGKILL at {points} points; something was wrong in {wrong}."
    form = {"told": told, "is_met": not wrong, "rows": [dict(zip(header, row, strict=True)) for row in rows]}
    return Section(title="A publication that is killed", told=told, table=Table(header=header, rows=rows)), form


def drop_section(drop: Drop) -> tuple[Section, dict[str, Any]]:
    """Many files at once."""
    asked = {"idle": drop.idle, "meanwhile": drop.meanwhile, "idle again": drop.idle_again}
    rows = tuple(
        (when, str(len(one.seconds)), str(one.failures), f"{one.at(0.5):.2f}", f"{one.at(0.95):.2f}")
        for when, one in asked.items()
    )
    states = ", ".join(f"{count} {state}" for state, count in sorted(drop.states.items()))
    told = (
        f"{sum(drop.states.values())} files in one drop: {states}; read after {drop.read_seconds:.0f} s, all published "
        f"after {drop.published_seconds:.0f} s. 95 % of the answers came within {drop.slowdown:.2f} times the time "
        f"without the drop. Load of the machine before, meanwhile and afterwards, all its work: "
        f"{', '.join(f'{load:.1f}' for load in drop.loads)}. Wrong: {_listed(drop.faults)}."
    )
    form = {
        "told": told,
        "is_met": not drop.faults and drop.slowdown <= _MOST_SLOWED,
        "states": dict(drop.states),
        "reasons": drop.reasons,
        "slowdown": drop.slowdown,
        "answers": {when: _asked_form(one) for when, one in asked.items()},
    }
    header = ("questions, one a second", "answered", "failed", "half within (s)", "95 % within (s)")
    return Section(title="Two hundred files in one drop", told=told, table=Table(header=header, rows=rows)), form


def growth_section(title: str, growth: Growth, is_constant: bool) -> tuple[Section, dict[str, Any]]:
    """Room on disk. A constant one may change by 1 %, chunks included; another one may grow by three times."""
    rooms = growth.rooms
    parts = sorted({part for room in rooms for part in room.parts})
    shown = rooms if len(rooms) <= 12 else rooms[:: len(rooms) // 10]
    rows = tuple(
        (str(rooms.index(room) + 1), str(room.chunks), f"{room.total:,}", *(f"{room.parts.get(p, 0):,}" for p in parts))
        for room in shown
    )
    chunks_changed = abs(rooms[-1].chunks / rooms[0].chunks - 1)
    is_met = abs(growth.grown - 1) <= _LARGEST_CHANGE if is_constant else growth.grown < _MOST_GROWN
    told = (
        f"After {len(rooms)} times {growth.grown:.3f} times the room of the first and {rooms[-1].chunks} chunks "
        f"({rooms[0].chunks} at first). Wrong: {_listed(growth.faults)}."
    )
    form = {
        "told": told,
        "is_met": is_met and chunks_changed <= _LARGEST_CHANGE and not growth.faults,
        "rooms": [{"chunks": room.chunks, "bytes": room.parts} for room in rooms],
    }
    return Section(title=title, told=told, table=Table(header=("time", "chunks", "bytes", *parts), rows=rows)), form


def ways_section(ways: Sequence[Way]) -> tuple[Section, dict[str, Any]]:
    """A report of ten pages."""
    header = ("pages", "chunks", "drop to ready (s)", "publish to published (s)", "in all (s)", "load")
    rows = tuple(
        (
            str(way.pages),
            str(way.chunks),
            *(f"{value:.1f}" for value in (way.ready_seconds, way.published_seconds, way.total, way.load)),
        )
        for way in ways
    )
    told = f"The slowest took {max(way.total for way in ways):.1f} s; the first one waits for the worker to start."
    form = {
        "told": told,
        "is_met": all(way.total <= _MOST_SECONDS for way in ways),
        "rows": [dict(zip(header, row, strict=True)) for row in rows],
    }
    return Section(title="A report of ten pages", told=told, table=Table(header=header, rows=rows)), form


def shift_section(shift: Shift) -> tuple[Section, dict[str, Any]]:
    """Two people at once."""
    header = ("action", "done", "refused with a reason")
    rows = tuple((action, str(done), str(refused)) for action, (done, refused) in shift.counts.items())
    jobs = ", ".join(f"{count} {state}" for state, count in sorted(shift.jobs.items()))
    told = f"{len(shift.deeds)} deeds, jobs: {jobs}; {shift.editions} editions. Wrong: {_listed(shift.faults)}."
    form = {"told": told, "is_met": not shift.faults, "rows": [dict(zip(header, row, strict=True)) for row in rows]}
    return Section(title="Two people at once", told=told, table=Table(header=header, rows=rows)), form


def _edition(edition: int | None) -> str:
    return "nothing" if edition is None else f"edition {edition}"


def _listed(faults: Sequence[str]) -> str:
    return "; ".join(faults) or "nothing"


def _asked_form(asked: Asked) -> dict[str, Any]:
    return {"answered": len(asked.seconds), "failed": asked.failures, "p50": asked.at(0.5), "p95": asked.at(0.95)}
