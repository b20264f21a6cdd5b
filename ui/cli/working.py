"""`ax-advisor worker`: reads and embeds the files that staff have handed in."""

from __future__ import annotations

import os
import sys
import threading
from typing import Annotated

import typer

from assistant.bootstrap import Access, open_advisor
from assistant.settings import read_settings
from ingest.jobs.worker import work_until_idle
from ui.cli.options import DataDir

_FOREVER = float("inf")
_LATER_THAN_ANSWERS = 15
"""Niceness: people who ask come first."""


def worker(
    name: Annotated[str | None, typer.Option(help="작업자의 이름 (기본값: 컴퓨터 이름과 프로세스 번호).")] = None,
    idle: Annotated[float | None, typer.Option(min=0, help="할 일이 이만큼(초) 없으면 끝냅니다.")] = None,
    beside: Annotated[bool, typer.Option("--beside", hidden=True, help="서버가 끝나면 함께 끝냅니다.")] = False,
    data: DataDir = None,
) -> None:
    """담당자가 올린 파일을 읽고 준비합니다. 서버 옆이나 다른 컴퓨터에서 여러 개 실행할 수 있습니다."""
    os.nice(_LATER_THAN_ANSWERS)
    if beside:
        _leave_a_core()
        threading.Thread(target=_end_with_the_server, name="end-with-the-server", daemon=True).start()
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        name = name or f"{os.uname().nodename}-{os.getpid()}"
        try:
            work_until_idle(advisor.worker(name), _FOREVER if idle is None else idle)
        finally:
            advisor.catalog.jobs.release(name, is_orderly=True)


def _leave_a_core() -> None:
    """Leave one core to the server, where there are several."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, cores[1:])


def _end_with_the_server() -> None:
    sys.stdin.buffer.read()  # the server never writes; the end of the file is the end of the server
    os._exit(0)
