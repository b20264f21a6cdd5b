"""Comparing an index with the catalog, chunk by chunk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.errors import IndexDamaged
from assistant.store.catalog import Catalog
from assistant.store.derived import DerivedIndex
from assistant.store.generations import Generation

_SHOWN = 5
_ALL_ENTRIES = 1_000_000


@dataclass(frozen=True, kw_only=True)
class IndexReport:
    """How one index differs from the catalog: chunks it lacks, and chunks it holds without reason."""

    index: str
    missing: frozenset[str]
    unexpected: frozenset[str]
    tombstones: int
    """Dead entries that still take up room; no fault, but above 30 % a rebuild pays."""
    damage: str | None = None
    """What happened when the index could not be read at all."""

    @property
    def is_clean(self) -> bool:
        """Whether the index agrees with the catalog."""
        return not self.missing and not self.unexpected and self.damage is None

    def summary(self) -> str:
        """One line for people."""
        if self.damage is not None:
            return f"{self.index}: 읽을 수 없음. {self.damage}"
        if self.is_clean:
            return f"{self.index}: 목록과 같습니다 (죽은 항목 {self.tombstones}개)."
        examples = sorted(self.missing | self.unexpected)[:_SHOWN]
        return (
            f"{self.index}: 빠진 조각 {len(self.missing)}개, 남은 조각 {len(self.unexpected)}개 ({', '.join(examples)})"
        )


@dataclass(frozen=True)
class VerifyReport:
    """How the indexes differ from the catalog."""

    indexes: tuple[IndexReport, ...]

    @property
    def is_clean(self) -> bool:
        """Whether all indexes agree with the catalog."""
        return all(report.is_clean for report in self.indexes)

    def summary(self) -> str:
        """A line for each index, and what to do where they differ."""
        lines = [report.summary() for report in self.indexes]
        if not self.is_clean:
            lines.append("색인을 다시 만들어 주세요: ax-advisor index rebuild")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "is_clean": self.is_clean,
            "indexes": [
                {
                    "index": report.index,
                    "is_clean": report.is_clean,
                    "missing": sorted(report.missing),
                    "unexpected": sorted(report.unexpected),
                    "tombstones": report.tombstones,
                    "damage": report.damage,
                }
                for report in self.indexes
            ],
        }


def compare(catalog: Catalog, index: DerivedIndex, generation: Generation) -> IndexReport:
    """Compare one generation with the catalog; changes that the generation has not followed yet are no fault."""
    try:
        present = index.chunk_ids(generation.name)
        damage = None
    except IndexDamaged as error:
        present, damage = set(), str(error)
    served = catalog.served_chunk_ids()
    not_followed = catalog.outbox_after(generation.position, _ALL_ENTRIES)
    to_come = {str(edition) for edition in catalog.waiting_editions()} | {str(entry.edition) for entry in not_followed}
    unexpected = {chunk_id for chunk_id in present - served if chunk_id.rpartition("#")[0] not in to_come}
    return IndexReport(
        index=index.label,
        missing=frozenset(served - present),
        unexpected=frozenset(unexpected),
        tombstones=generation.tombstones,
        damage=damage,
    )
