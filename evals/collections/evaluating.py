"""Evaluating the product's search on collections."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import ProgressTold
from assistant.settings import Settings
from evals.collections.bench import dense_only, keyword_only, search_bench
from evals.collections.indexing import Indexed, ProductSearch, TakenIn, indexed_collection
from evals.collections.scoring import SystemResult, measured
from evals.comparing import Difference, Verdict


@dataclass(frozen=True, kw_only=True)
class CollectionResult:
    """What the search achieved on one collection; `parts` are its dense and its keyword half by themselves."""

    name: str
    outcome: TakenIn
    chunks: int
    search: SystemResult
    parts: tuple[SystemResult, ...] = ()

    @property
    def falls_below(self) -> list[tuple[str, Difference]]:
        """The parts and measures on which the whole search is really worse than the part: should be none."""
        pairs = [(part.name, item) for part in self.parts for item in self.search.against(part)]
        return [(name, item) for name, item in pairs if item.verdict is Verdict.WORSE]


def evaluate_collection(folder: Path, settings: Settings, tell: ProgressTold, *, parts: bool) -> CollectionResult:
    """Take a collection in (the first time), ask its questions, and `parts` also of each half of the search.

    Raises AdvisorError.
    """
    with indexed_collection(folder, settings, tell) as indexed:
        product = ProductSearch(indexed.advisor.search, indexed.ids)
        product.rank(indexed.questions.queries[0].text, 1)  # the first search opens files; it says nothing of the speed
        return CollectionResult(
            name=indexed.questions.name,
            outcome=indexed.outcome,
            chunks=indexed.advisor.catalog.count_chunks(),
            search=measured(product, indexed.questions, tell),
            parts=_parts(indexed, tell) if parts else (),
        )


def _parts(indexed: Indexed, tell: ProgressTold) -> tuple[SystemResult, ...]:
    with search_bench(indexed.advisor) as bench:
        halves = (
            ProductSearch(bench.search(weights=dense_only()), indexed.ids, "dense only"),
            ProductSearch(bench.search(weights=keyword_only()), indexed.ids, "keyword only"),
        )
        return tuple(measured(half, indexed.questions, tell) for half in halves)
