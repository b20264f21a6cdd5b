"""`ax-advisor search`: passages for one text or for a file of texts."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.actions.questions import MAX_TOP_K
from assistant.bootstrap import Access, Advisor, open_advisor
from assistant.domain.access import Person
from assistant.domain.answers import Language
from assistant.domain.passages import Findings, Passage
from assistant.errors import WrongUse
from assistant.settings import read_settings
from ui.cli.jsonl import read_lines, write_lines
from ui.cli.options import AsJson, AsRole, DataDir, person_from
from ui.cli.progress import output, shown_progress
from ui.explaining import rejected_because, score_lines
from ui.json_forms import findings_form
from ui.labels import Labels

_REJECTED_SHOWN = 10
_LABELS = Labels(Language.KOREAN)


def search(
    text: Annotated[str | None, typer.Argument(help="찾을 말.")] = None,
    queries: Annotated[Path | None, typer.Option(help='질의 파일 (한 줄에 {"id","text"}).')] = None,
    out: Annotated[Path | None, typer.Option(help="결과 파일 (JSON Lines).")] = None,
    top_k: Annotated[int, typer.Option("--top-k", min=1, max=MAX_TOP_K, help="한 질의에 보일 대목 수.")] = 10,
    explain: Annotated[
        bool, typer.Option("--explain", help="점수의 계산과, 뽑히지 않은 대목의 까닭을 보입니다.")
    ] = False,
    role: AsRole = "visitor",
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """자료에서 가까운 대목을 찾습니다."""
    person = person_from(role)
    if (text is None) == (queries is None):
        raise WrongUse("찾을 말이나 --queries 파일 가운데 하나를 주세요. / Give either a text or --queries FILE.")
    items = [("1", text)] if text is not None else _queries(queries)
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor, shown_progress() as tell:
        advisor.make_ready(tell)
        if queries is not None or as_json or out is not None:
            _batch(_results(advisor, person, items, top_k, tell), out)
            return
        findings = advisor.questions.search(person, items[0][1], top_k)
    _show(findings, explain=explain)


def _queries(path: Path | None) -> list[tuple[str, str]]:
    """The queries of a file, all of them read before anything else is done."""
    assert path is not None
    return [(str(line.get("id", where)), _text(line, where)) for where, line in read_lines(path)]


def _text(line: dict[str, Any], where: str) -> str:
    if not isinstance(line.get("text"), str):
        raise WrongUse(f"{where}: 'text'가 글이 아닙니다. / 'text' must be text.")
    return str(line["text"])


def _results(
    advisor: Advisor, person: Person, items: list[tuple[str, str]], top_k: int, tell: Any
) -> Iterator[dict[str, Any]]:
    for done, (query_id, text) in enumerate(items, start=1):
        started = time.perf_counter()
        findings = advisor.questions.search(person, text, top_k)
        yield findings_form(query_id, findings, (time.perf_counter() - started) * 1000)
        tell("검색", done, len(items))


def _batch(lines: Iterator[dict[str, Any]], out: Path | None) -> None:
    if out is not None:
        write_lines(out, lines)
        return
    for line in lines:
        typer.echo(json.dumps(line, ensure_ascii=False))


def _show(findings: Findings, *, explain: bool) -> None:
    if not findings.passages:
        output.print("찾은 대목이 없습니다.")
    for rank, passage in enumerate(findings.passages, start=1):
        chunk = passage.chunk
        output.print(f"{rank}. {_named(passage)}", style="bold", markup=False)
        output.print(f"   점수 {passage.score:.3f}", style="dim", markup=False)
        if explain:
            for line in score_lines(passage.parts, _LABELS):
                output.print(f"   {line}", style="dim", markup=False, highlight=False)
        output.print(f"   {chunk.text}", markup=False)
    if explain:
        _show_rejected(findings)


def _named(passage: Passage) -> str:
    chunk = passage.chunk
    place = f"{chunk.page}쪽" if chunk.page else chunk.heading_label or ""
    return f"{passage.metadata.title} ({chunk.document_id}) {place}"


def _show_rejected(findings: Findings) -> None:
    output.print(f"뽑히지 않은 대목 {len(findings.rejected)}개 (위에서 {_REJECTED_SHOWN}개까지)", style="bold")
    for rejected in findings.rejected[:_REJECTED_SHOWN]:
        reason = rejected_because(rejected.reason, _LABELS)
        output.print(f"   {rejected.passage.score:.3f} {_named(rejected.passage)}: {reason}", markup=False)
    times = ", ".join(f"{name} {ms:.0f} ms" for name, ms in findings.timings_ms.items())
    output.print(f"걸린 시간: {times}", style="dim", markup=False)
