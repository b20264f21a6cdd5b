"""A figure found in a text, before it becomes an outcome: what changed, from what to what, in which words."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.documents import Outcome
from ingest.outcomes.figures import Figure, scale_name

_ROUNDED = 0.6
"""Percentage points by which a share may differ from the one worked out of the pair."""
RATE, CHANGE = "변화율", "변화"
"""How the metric of a change alone is called: by its share, or by its amount."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A before/after pair, or (without `before`) a change alone, up or down by `after`."""

    metric: str
    after: Figure
    before: Figure | None = None
    direction: int = 0
    """Of a change alone: 1 up, -1 down."""
    quote: str
    period: str | None = None

    @property
    def is_usable(self) -> bool:
        """Whether it has a name and is a change: a range that is too wide was promised, not measured."""
        if self.before is None:
            return bool(self.metric) and not self.after.is_wide
        return bool(self.metric) and (self.before.low, self.before.high) != (self.after.low, self.after.high)

    def tells(self, other: Found) -> bool:
        """Whether this pair tells the same as a change alone, given as a share or as an amount."""
        if self.before is None or other.before is not None or self.before.high or other.after.high:
            return False
        change = self.after.low - self.before.low
        if change * other.direction <= 0:
            return False
        share = abs(change) / self.before.low * 100 if self.before.low else None
        if other.after.unit == "%" and share is not None and abs(share - other.after.low) <= _ROUNDED:
            return True
        is_amount = other.after.unit in (self.after.unit, f"{self.after.unit}p")
        return is_amount and abs(abs(change) - other.after.low) <= 0.01 * abs(change)

    @property
    def outcome(self) -> Outcome:
        """The outcome, counted in the largest scale of its figures."""
        scale = self.before.scale if self.before else self.after.scale
        unit = f"{scale_name(scale)} {self.after.unit}".strip() or None
        if self.before is not None:
            return Outcome(
                metric=self.metric,
                before=self.before.value(scale),
                after=self.after.value(scale),
                unit=unit,
                period=self.period,
            )
        name = RATE if self.after.unit == "%" else CHANGE
        metric = self.metric if self.metric.endswith((RATE, CHANGE)) else f"{self.metric} {name}".strip()
        return Outcome(metric=metric, after=_signed(self.after, scale, self.direction), unit=unit, period=self.period)


@dataclass(frozen=True)
class Spot:
    """Something found, and its place in the text: from `start` up to but not including `end`."""

    start: int
    end: int
    found: Found


def _signed(figure: Figure, scale: float, direction: int) -> float | str:
    value = figure.value(scale)
    if direction >= 0:
        return value
    if isinstance(value, str):
        return "~".join(f"-{part}" for part in value.split("~"))
    return -value
