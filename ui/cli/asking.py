"""`ax-advisor ask`: an answer to one question, shown as it is written, or to a file of questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.bootstrap import Access, Advisor, open_advisor
from assistant.domain.access import Person
from assistant.domain.answers import Answer, AnswerReady, OpeningReady, Question, SentenceReady
from assistant.errors import WrongUse
from assistant.settings import read_settings
from ui.cli.jsonl import read_lines, write_lines
from ui.cli.options import AsJson, AsRole, DataDir, person_from
from ui.cli.progress import output, shown_progress
from ui.json_forms import answer_form, question_from


def ask(
    text: Annotated[str | None, typer.Argument(help="질문.")] = None,
    questions: Annotated[Path | None, typer.Option(help='질문 파일 (한 줄에 {"id","text","history"?}).')] = None,
    out: Annotated[Path | None, typer.Option(help="답변 파일 (JSON Lines).")] = None,
    role: AsRole = "visitor",
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """자료에 근거한 답변을 출처와 함께 보여 줍니다."""
    person = person_from(role)
    if (text is None) == (questions is None):
        raise WrongUse("질문이나 --questions 파일 가운데 하나를 주세요. / Give either a question or --questions FILE.")
    items = [("1", Question(text=text))] if text is not None else _questions(questions)
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        with shown_progress() as tell:
            advisor.make_ready(tell)
            if questions is not None or as_json or out is not None:
                _write(_answers(advisor, person, items, tell), out)
                return
        _show_live(advisor, person, items[0][1])


def _questions(path: Path | None) -> list[tuple[str, Question]]:
    """The questions of a file, all of them read before anything else is done."""
    assert path is not None
    return [question_from(line, where) for where, line in read_lines(path)]


def _answers(
    advisor: Advisor, person: Person, items: list[tuple[str, Question]], tell: Any
) -> Iterator[dict[str, Any]]:
    for done, (question_id, question) in enumerate(items, start=1):
        yield answer_form(question_id, advisor.questions.ask(person, question))
        tell("답변", done, len(items))


def _write(lines: Iterator[dict[str, Any]], out: Path | None) -> None:
    if out is not None:
        write_lines(out, lines)
        return
    for line in lines:
        typer.echo(json.dumps(line, ensure_ascii=False))


def _show_live(advisor: Advisor, person: Person, question: Question) -> None:
    part: str | None = None
    for event in advisor.questions.stream(person, question):
        if isinstance(event, OpeningReady):
            output.print(event.text, markup=False)
        elif isinstance(event, SentenceReady):
            if event.sentence.part != part:
                part = event.sentence.part
                output.print(f"\n{part or ''}", style="bold", markup=False)
            marks = "".join(f"[{number}]" for number in event.sentence.citations)
            output.print(f"{event.sentence.text} {marks}", markup=False)
        elif isinstance(event, AnswerReady):
            _show_end(event.answer)


def _show_end(answer: Answer) -> None:
    if not answer.sentences:
        output.print(answer.text.removeprefix(answer.opening).strip(), markup=False)
    elif answer.closing:
        output.print(f"\n{answer.closing}", markup=False)
    for notice in answer.notices:
        output.print(f"※ {notice}", style="yellow", markup=False)
    if answer.citations:
        output.print()
    for citation in answer.citations:
        chunk = citation.passage.chunk
        place = f"{chunk.page}쪽" if chunk.page else chunk.heading_label
        source = " · ".join(part for part in (citation.metadata.title, place) if part)
        output.print(f"[{citation.n}] {source}", style="dim", markup=False)
