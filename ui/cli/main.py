"""`ax-advisor`: the commands, and what their exit codes mean (0 done, 1 something refused or failed, 2 wrong use)."""

from __future__ import annotations

import logging
import os
import sys

import typer

from assistant.errors import AdvisorError, WrongUse
from ui.cli import (
    answering,
    answers,
    asking,
    corpus,
    corpus_keeping,
    documents,
    evaluating,
    evaluating_collections,
    gaps,
    indexing,
    jobs,
    outcomes,
    searching,
    serving,
    working,
)
from ui.cli.progress import errors

app = typer.Typer(
    name="ax-advisor",
    help="AX Advisor: 자료에 있는 내용만 출처와 함께 답하는 중소기업 AI 도입 상담 도우미",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("serve")(serving.serve)
app.command("prepare")(serving.prepare)
app.command("worker")(working.worker)
app.command("ingest")(corpus_keeping.ingest)
app.command("search")(searching.search)
app.command("ask")(asking.ask)
app.command("outcomes")(outcomes.outcomes)
app.command("gaps")(gaps.gaps)
app.command("eval")(evaluating.evaluate)
app.command("eval-collection")(evaluating_collections.evaluate_collections)
app.command("eval-mteb")(evaluating_collections.evaluate_mteb)
app.add_typer(answers.app, name="answers")
app.add_typer(corpus.app, name="corpus")
app.add_typer(documents.app, name="documents")
app.add_typer(indexing.app, name="index")
app.add_typer(jobs.app, name="jobs")
app.add_typer(answering.app, name="answering")


def main() -> None:
    """Run the command line; a failure is told in one line and never as a stack trace."""
    logging.basicConfig(
        level=os.environ.get("AX_LOG_LEVEL", "WARNING").upper(), format="%(levelname)s %(name)s: %(message)s"
    )
    try:
        app()
    except WrongUse as error:
        errors.print(str(error), style="red", markup=False, soft_wrap=True)
        sys.exit(2)
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        errors.print("중단했습니다. 다시 실행하면 이어서 진행합니다. / Interrupted.")
        sys.exit(130)
