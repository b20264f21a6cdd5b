"""`python -m evals.conversations [--half scored]`: asks pairs of questions, and how the second one of each is answered.

One that goes on, or is new, is right when its document is cited; one that nothing answers when it is told so. What was
wrong is listed for the development half only.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from assistant.bootstrap import Advisor
from assistant.domain.access import Person, Role
from assistant.domain.answers import Answer, Question, Turn
from evals.asking import advisor_with_corpus
from evals.console import output, tell
from evals.conversations.exchanges import Exchange, Sort, follow_ups, unrelated
from evals.report.document import Document, Section, Table
from evals.report.markdown import as_markdown
from evals.suites.cases import Half
from evals.variants import evaluation_settings

VISITOR = Person(Role.VISITOR)
_REPORT = Path("reports/conversations.md")
_HEADER = ("둘째 질문", "짝", "바르게 답함", "다른 까닭으로 답함", "없다고 함")


def second_answer(advisor: Advisor, exchange: Exchange) -> Answer:
    """The answer to the second question, after the first one was answered."""
    first = advisor.questions.ask(VISITOR, Question(text=exchange.first))
    documents = tuple(dict.fromkeys(citation.metadata.id for citation in first.citations))
    turn = Turn(question=exchange.first, answer=first.text, document_ids=documents)
    return advisor.questions.ask(VISITOR, Question(text=exchange.then, history=(turn,)))


def is_right(exchange: Exchange, answer: Answer) -> bool:
    """Whether the second question ended as it should."""
    if exchange.sort in (Sort.NEW_OPEN, Sort.OFF_TOPIC):
        return not answer.status.has_answer
    return exchange.document_id in {citation.metadata.id for citation in answer.citations}


def main(half: Half) -> int:
    """Ask, print and write the table."""
    rows: dict[Sort, list[tuple[Exchange, Answer]]] = defaultdict(list)
    with advisor_with_corpus(evaluation_settings(), tell) as advisor:
        documents = [document.newest.metadata for document in advisor.library.documents(VISITOR)]
        exchanges = [*follow_ups(half), *unrelated(documents, half)]
        for done, exchange in enumerate(exchanges, start=1):
            rows[exchange.sort].append((exchange, second_answer(advisor, exchange)))
            tell("질문", done, len(exchanges))
    table = Table(header=_HEADER, rows=tuple(_row(sort, rows[sort]) for sort in Sort))
    told = f"{half}: 첫 질문에 답한 다음 둘째 질문을 같은 대화에서 물었습니다."
    text = as_markdown(Document(title="이어진 질문", told=(told,), sections=(Section(title="끝", table=table),)))
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(text, "utf-8")
    output.print(text, markup=False)
    if half is Half.DEVELOPMENT:
        _show([pair for pairs in rows.values() for pair in pairs])
    return 0


def _row(sort: Sort, asked: list[tuple[Exchange, Answer]]) -> tuple[str, ...]:
    right = sum(is_right(*pair) for pair in asked)
    refused = sum(not answer.status.has_answer for _, answer in asked)
    if sort in (Sort.NEW_OPEN, Sort.OFF_TOPIC):
        return str(sort), str(len(asked)), "-", str(len(asked) - refused), str(refused)
    return str(sort), str(len(asked)), str(right), str(len(asked) - refused - right), str(refused)


def _show(asked: list[tuple[Exchange, Answer]]) -> None:
    for exchange, answer in asked:
        if not is_right(exchange, answer):
            cited = ", ".join(dict.fromkeys(citation.metadata.id for citation in answer.citations))
            parts = (exchange.sort, exchange.first, exchange.then, answer.status, cited, exchange.document_id)
            output.print(" | ".join(parts), markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m evals.conversations")
    parser.add_argument("--half", type=Half, choices=tuple(Half), default=Half.DEVELOPMENT)
    sys.exit(main(parser.parse_args().half))
