"""Comparing an evaluation with the one that is kept as the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import WrongUse
from evals.measures.catalogue import Figure

FIRST_BASELINE = Path(__file__).with_name("baselines") / "first.json"


class Baseline(BaseModel):
    """The figures of an earlier evaluation, by the half of the suite (`all` for both) and the measure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suite: str
    figures: dict[str, dict[str, float]]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A measure now and in the baseline. `verdict` looks only at whether the old value lies in the new interval."""

    name: str
    before: float
    now: Figure

    @property
    def change(self) -> float:
        """Now minus before."""
        return self.now.value - self.before

    @property
    def verdict(self) -> str:
        """`better`, `worse`, or `same` while the old value lies inside the 95 % interval of the new one."""
        if self.now.low <= self.before <= self.now.high:
            return "same"
        return "better" if (self.change > 0) == self.now.larger_is_better else "worse"


def read_baseline(path: Path = FIRST_BASELINE) -> Baseline | None:
    """The kept baseline, or None where there is none. Raises WrongUse for a broken file."""
    if not path.is_file():
        return None
    try:
        return Baseline.model_validate_json(path.read_text("utf-8"))
    except ValidationError as error:
        raise WrongUse(f"{path}: 기준값 파일을 읽을 수 없습니다. / broken baseline: {error}") from error


def differences(baseline: Baseline | None, suite: str, half: str, now: Sequence[Figure]) -> list[Difference]:
    """Each measure that the baseline knows for this suite and half, beside what it is now."""
    known = baseline.figures.get(half, {}) if baseline is not None and baseline.suite == suite else {}
    return [
        Difference(name=figure.name, before=known[figure.name], now=figure) for figure in now if figure.name in known
    ]


def save_baseline(suite: str, half: str, now: Sequence[Figure], path: Path = FIRST_BASELINE) -> None:
    """Keep these figures as the baseline of this half; those of the other halves stay. Latencies are not kept.

    How long an answer takes depends on the machine, so it is reported and never compared.
    """
    kept = read_baseline(path)
    figures = dict(kept.figures) if kept is not None and kept.suite == suite else {}
    figures[half] = {figure.name: round(figure.value, 4) for figure in now if not figure.name.startswith("latency")}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(Baseline(suite=suite, figures=figures).model_dump_json(indent=2) + "\n", "utf-8")
