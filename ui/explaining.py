"""How the score of a passage came about, in words and as a sum people can follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ui.labels import Labels

REASONS = {
    "a list of sources": "rejected_sources",
    "below the best ones": "rejected_below",
    "enough passages of this document": "rejected_enough",
}
"""The label of each reason for which a passage is left out."""


@dataclass(frozen=True, kw_only=True)
class Summand:
    """One part of a score: weight × scaled, and the raw figure it was scaled from, in words."""

    name: str
    weight: float
    scaled: float
    raw: str

    @property
    def product(self) -> float:
        """What it adds to the score."""
        return self.weight * self.scaled


def summands(parts: Mapping[str, float], labels: Labels) -> tuple[Summand, ...]:
    """The parts of a score; their products add up to it, but for what a company profile adds."""
    raw = labels("explain_cosine", value=f"{parts['dense']:.3f}")
    if parts.get("other_language"):
        raw = labels("explain_other_language", raw=raw, value=f"{parts['other_language']:.2f}")
    raws = {
        "dense": raw,
        "keyword": labels("explain_bm25", value=f"{parts['keyword']:.2f}"),
        "asked": labels("explain_nearness", value=f"{parts.get('asked', 0.0):.0%}"),
    }
    return tuple(
        Summand(
            name=labels(f"explain_{name}"),
            weight=parts[f"{name}_weight"],
            scaled=parts[f"{name}_scaled"],
            raw=raws[name],
        )
        for name in _summed(parts)
    )


def fused_score(parts: Mapping[str, float]) -> float:
    """The score before a second look and without what a company profile adds."""
    fused = sum(parts[f"{name}_weight"] * parts[f"{name}_scaled"] for name in _summed(parts))
    return parts.get("fused", fused)


def _summed(parts: Mapping[str, float]) -> list[str]:
    return [name for name in ("dense", "keyword", "asked") if name in parts]


def score_lines(parts: Mapping[str, float], labels: Labels) -> Iterator[str]:
    """How a score came about, a line for each step."""
    sums = " + ".join(f"{one.name} {one.weight:.2f}×{one.scaled:.3f} ({one.raw})" for one in summands(parts, labels))
    yield labels("explain_fused", score=f"{fused_score(parts):.3f}", sums=sums)
    if "second_look" in parts:
        weight = parts["second_look_weight"]
        yield labels(
            "explain_second_look",
            first=f"{1 - weight:.2f}",
            second=f"{weight:.2f}",
            scaled=f"{parts['second_look_scaled']:.3f}",
            raw=f"{parts['second_look']:.3f}",
        )


def rejected_because(reason: str, labels: Labels) -> str:
    """Why a passage was left out, in words."""
    return labels(REASONS[reason]) if reason in REASONS else reason
