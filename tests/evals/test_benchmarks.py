"""The benchmarks' bars, without running them."""

from __future__ import annotations

import inspect

import pytest

from evals.benchmarks.__main__ import benchmarks
from evals.benchmarks.chunk_size import SIZE_IN_USE, SIZES, SizeResult, as_markdown, loss
from ingest.chunking import Chunker


def a_result(size: int, ndcg: float) -> SizeResult:
    """A size with a certain nDCG."""
    return SizeResult(max_characters=size, chunks=100, recall=0.9, ndcg=ndcg, index_seconds=12.34)


def test_every_benchmark_of_the_folder_is_run() -> None:
    assert "chunk_size" in benchmarks()
    assert not any(name.startswith("_") for name in benchmarks())


def test_the_size_in_use_is_that_of_the_chunker() -> None:
    assert inspect.signature(Chunker).parameters["max_characters"].default == SIZE_IN_USE
    assert SIZE_IN_USE in SIZES


def test_the_loss_is_measured_against_the_best_size() -> None:
    assert loss([a_result(150, 0.7), a_result(300, 0.8), a_result(450, 0.9)]) == pytest.approx(0.1)
    assert loss([a_result(150, 0.7), a_result(300, 0.8)]) == 0


def test_the_table_as_markdown() -> None:
    assert "| 300 | 100 | 0.900 | 0.800 | 12.3 |" in as_markdown([a_result(300, 0.8)], questions=66)
