"""Results of collections as a table, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.collections.evaluating import CollectionResult
from evals.collections.scoring import SystemResult
from evals.report.document import Document, Section, Table
from evals.report.markdown import as_markdown
from evals.report.words import change, number, spread

HEADER = ("자료", "문서", "질문", "검색", "nDCG@10", "recall@5", "recall@10", "MRR", "p50 ms", "p95 ms")
_TOLD = (
    "모든 값은 질문마다 먼저 재고 평균을 냈습니다. 괄호 안은 질문을 다시 뽑아 구한 95 % 구간(부트스트랩)입니다. "
    "문서는 가장 가까운 대목의 자리에 섭니다."
)


def table(results: Sequence[CollectionResult]) -> Table:
    """One row for each collection, and one for each half of the search where it was measured."""
    rows = [_row(result, system) for result in results for system in (result.search, *result.parts)]
    return Table(header=HEADER, rows=tuple(rows))


def markdown(results: Sequence[CollectionResult]) -> str:
    """The report as Markdown."""
    sections = [Section(title="결과", told=_TOLD, table=table(results))]
    if any(result.parts for result in results):
        told = "같은 질문끼리 짝지은 차이입니다. 구간이 모두 0보다 작으면 합친 검색이 정말로 나쁜 것입니다."
        sections.append(Section(title="합친 검색 − 반쪽", told=told, table=_against_parts(results)))
    if any(result.outcome.refused for result in results):
        rows = tuple(
            (r.name, str(r.outcome.refused), " ".join(r.outcome.refusals)) for r in results if r.outcome.refused
        )
        sections.append(Section(title="받지 못한 문서", table=Table(header=("자료", "문서", "까닭"), rows=rows)))
    return as_markdown(Document(title="자료 모음으로 잰 검색", told=(), sections=tuple(sections)))


def form(result: CollectionResult) -> dict[str, Any]:
    """One collection as JSON, with the value and the ranking of every question."""
    return {
        "collection": result.name,
        "documents": result.outcome.taken_in,
        "refused": result.outcome.refused,
        "chunks": result.chunks,
        "search": _system_form(result.search),
        "parts": {part.name: _system_form(part) | _change_form(result, part) for part in result.parts},
        "falls_below": [f"{part}: {item.name}" for part, item in result.falls_below],
        "questions": {
            query_id: {"measures": values, "ranking": result.search.rankings[query_id]}
            for query_id, values in result.search.values.items()
        },
    }


def write(results: Sequence[CollectionResult], folder: Path) -> None:
    """`collections.md` and `collections.json`; the folder is made when missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "collections.md").write_text(markdown(results), "utf-8")
    text = json.dumps([form(result) for result in results], ensure_ascii=False, indent=1)
    (folder / "collections.json").write_text(text + "\n", "utf-8")


def _against_parts(results: Sequence[CollectionResult]) -> Table:
    rows = []
    for result in results:
        for part in result.parts:
            found = {item.name: item for item in result.search.against(part)}
            items = [found[figure.name] for figure in part.figures]
            told = [f"{change(item.change)} ({change(item.low)} – {change(item.high)})" for item in items]
            rows.append((result.name, part.name, *told))
    return Table(header=(HEADER[0], "반쪽", *HEADER[4:8]), rows=tuple(rows))


def _change_form(result: CollectionResult, part: SystemResult) -> dict[str, Any]:
    changes = {
        item.name: {"change": round(item.change, 4), "low": round(item.low, 4), "high": round(item.high, 4)}
        for item in result.search.against(part)
    }
    return {"search_minus_part": changes}


def _row(result: CollectionResult, system: SystemResult) -> tuple[str, ...]:
    shown = [f"{number(figure.value)} ({spread(figure.low, figure.high)})" for figure in system.figures]
    times = [f"{system.percentile_ms(percent):.0f}" for percent in (50, 95)]
    return (result.name, str(result.outcome.taken_in), str(len(system.values)), system.name, *shown, *times)


def _system_form(system: SystemResult) -> dict[str, Any]:
    figures = {
        figure.name: {"value": round(figure.value, 4), "low": round(figure.low, 4), "high": round(figure.high, 4)}
        for figure in system.figures
    }
    times = {f"p{percent}": round(system.percentile_ms(percent), 1) for percent in (50, 95)}
    return {"questions": len(system.values), "measures": figures, "latency_ms": times}
