"""`ax-advisor serve` and `prepare`: the web server, and everything that has to be ready before it."""

from __future__ import annotations

from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Annotated

import typer

from assistant.bootstrap import Access, Advisor, open_advisor
from assistant.domain.access import Person, Role
from assistant.domain.synchronising import FileOutcome
from assistant.settings import corpus_dir, read_settings
from ui.cli.options import DataDir
from ui.cli.progress import errors, shown_progress
from ui.workers import WorkerCrew

WithCorpus = Annotated[bool, typer.Option("--with-corpus", help="함께 배포된 자료(corpus/)를 먼저 반영합니다.")]


def serve(
    data: DataDir = None,
    host: Annotated[str | None, typer.Option(help="주소 (기본값 AX_HOST 또는 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(help="포트 (기본값 AX_PORT 또는 7860).")] = None,
    with_corpus: WithCorpus = False,
) -> None:
    """웹 상담 페이지를 엽니다."""
    settings = read_settings(data_dir=data, host=host, port=port)
    with open_advisor(settings, Access.OWN) as advisor:
        if not advisor.can_start_quickly:
            _make_ready(advisor, with_corpus=with_corpus)
        from ui.web.serve import serve as serve_web  # before the models, which would slow it down beside them

        with (
            _made_ready_beside(advisor, with_corpus=with_corpus),
            advisor.following(),
            WorkerCrew(advisor),
        ):
            serve_web(advisor, settings)


def prepare(data: DataDir = None, with_corpus: WithCorpus = False) -> None:
    """모델을 풀고 색인을 만들어, 다음 시작이 바로 되게 합니다."""
    with open_advisor(read_settings(data_dir=data), Access.OWN) as advisor:
        _make_ready(advisor, with_corpus=with_corpus)


@contextmanager
def _made_ready_beside(advisor: Advisor, *, with_corpus: bool) -> Iterator[None]:
    """Load the models while the page is already served; the first question waits for them.

    A failure there ends the server and is raised here.
    """
    failures: list[BaseException] = []

    def make_ready() -> None:
        try:
            _make_ready(advisor, with_corpus=with_corpus, quiet=True)
        except BaseException as error:
            failures.append(error)
            interrupt_main()

    loading = Thread(target=make_ready, name="make-ready", daemon=True)
    if not advisor.is_ready:
        loading.start()
    try:
        yield
    finally:
        if loading.is_alive():
            loading.join()
        if failures:
            raise failures[0]


def _make_ready(advisor: Advisor, *, with_corpus: bool, quiet: bool = False) -> None:
    with shown_progress(quiet=quiet) as tell:
        advisor.make_ready(tell)
        if not with_corpus:
            return
        report = advisor.keeping.ingest(Person(Role.ADMIN), [corpus_dir()], tell)
    for result in report.results:
        if result.outcome is FileOutcome.REFUSED:
            errors.print(f"{result.path}: {result.message}", style="red", markup=False)
    changed = {name: count for name, count in report.counts.items() if count and name != "unchanged"}
    if changed:
        errors.print(f"자료 반영: {changed}", markup=False)
