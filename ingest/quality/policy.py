"""When a file is too poor to be read, as `policy.yml` says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import prod
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("policy.yml")


class MeasurePolicy(BaseModel):
    """What a share of defects costs: nothing up to `tolerated`, `weight` from `worst` on, in proportion between.

    `ko` and `en` name the defect; the remedies say what to do about it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tolerated: float = Field(ge=0, lt=1)
    worst: float = Field(gt=0, le=1)
    weight: float = Field(gt=0, le=1)
    ko: str
    en: str
    remedy_ko: str
    remedy_en: str

    def kept(self, share: float) -> float:
        """What is left of the score, from 0 to 1."""
        ramp = (share - self.tolerated) / (self.worst - self.tolerated)
        return 1 - self.weight * min(1.0, max(0.0, ramp))


class Minimum(BaseModel):
    """The scores below which a part is not indexed, and a file is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: float = Field(ge=0, le=1)
    file: float = Field(ge=0, le=1)


class QualityPolicy(BaseModel):
    """The policy in force. `smallest_part`: characters below which a part is not judged by itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    measures: Mapping[str, MeasurePolicy]
    minimum: Minimum
    smallest_part: int = Field(ge=0)

    def score(self, shares: Mapping[str, float]) -> float:
        """The score of these shares of defects, from 0 to 1."""
        return prod(self.measures[name].kept(share) for name, share in shares.items())

    def costliest(self, shares: Mapping[str, float]) -> MeasurePolicy | None:
        """The defect that lowered the score most; None when nothing did."""
        kept = {name: self.measures[name].kept(share) for name, share in shares.items()}
        worst = min(kept, key=lambda name: kept[name], default=None)
        return self.measures[worst] if worst is not None and kept[worst] < 1 else None


@cache
def quality_policy() -> QualityPolicy:
    """The policy. Raises pydantic's ValidationError when the file is broken (a test guards it)."""
    return QualityPolicy.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))
