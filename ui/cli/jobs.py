"""`ax-advisor jobs`: the files that staff have handed in, and how far they are."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from assistant.bootstrap import Access, Advisor, open_advisor
from assistant.domain.answers import Language
from assistant.domain.jobs import Job, JobState
from assistant.settings import read_settings
from assistant.store.ownership import present_owner
from ingest.jobs.receiving import HandedIn
from ui.cli.options import AsJson, AsRole, ByName, DataDir, person_from
from ui.cli.progress import output
from ui.json_forms import job_form, proposal_form
from ui.labels import Labels

app = typer.Typer(help="담당자가 올린 파일과 그 처리 상태를 봅니다.", no_args_is_help=True)
_SECONDS_BETWEEN_LOOKS = 0.5

JobId = Annotated[str, typer.Argument(metavar="JOB")]


@app.command("list")
def list_jobs(
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="몇 개까지.")] = 50,
    role: AsRole = "staff",
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """올린 파일, 새것부터."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        jobs = advisor.intake.jobs(person_from(role), limit)
    if as_json:
        typer.echo(json.dumps([job_form(job) for job in jobs], ensure_ascii=False))
        return
    table = Table(Column("작업", no_wrap=True), "상태", "파일", "문서", "올린 때", "올린 이")
    for job in jobs:
        document = f"{job.document_id} ({job.version}판)" if job.document_id else ""
        table.add_row(job.id, _state(job), job.upload.name, document, job.added_at[:16], job.upload.by)
    output.print(table, markup=False)


@app.command("show")
def show_job(job_id: JobId, role: AsRole = "staff", data: DataDir = None) -> None:
    """작업 하나: 상태와 파일에서 읽어 낸 것."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        person = person_from(role)
        job, proposal = advisor.intake.job(person, job_id), advisor.intake.proposal(person, job_id)
    form = job_form(job) | ({"proposal": proposal_form(proposal)} if proposal else {})
    output.print_json(json.dumps(form, ensure_ascii=False))


@app.command("add")
def add_files(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", exists=True, dir_okay=False)],
    publishes: Annotated[bool, typer.Option("--publish", help="결정할 것이 없으면 바로 공개합니다.")] = False,
    waits: Annotated[bool, typer.Option("--wait/--no-wait", help="끝날 때까지 기다립니다.")] = True,
    by: ByName = "담당자",
    role: AsRole = "staff",
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """파일을 올립니다. 서버가 켜져 있으면 서버의 작업자가, 아니면 이 명령이 직접 처리합니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        files = [HandedIn(path=path, name=path.name) for path in paths]
        jobs = advisor.intake.add(person_from(role), by, files, is_direct=publishes)
        told = list(finished(advisor, [job.id for job in jobs])) if waits else jobs
    show_ends(told, as_json=as_json)


@app.command("publish")
def publish_job(
    job_id: Annotated[str | None, typer.Argument(metavar="JOB")] = None,
    everything: Annotated[bool, typer.Option("--ready", help="결정할 것이 없는 파일을 모두 공개합니다.")] = False,
    replaces: Annotated[str | None, typer.Option(metavar="ID", help="이 문서의 새 판으로.")] = None,
    separate: Annotated[bool, typer.Option("--separate", help="비슷한 문서가 있어도 별개 문서로.")] = False,
    role: AsRole = "staff",
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """읽어 둔 파일을 공개합니다."""
    if (job_id is None) != everything:
        raise typer.BadParameter("JOB과 --ready 가운데 하나를 주세요.")
    person = person_from(role)
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        if job_id is None:
            result = advisor.intake.publish_ready(person)
            jobs = [*finished(advisor, [job.id for job in result.confirmed]), *result.left]
        else:
            if replaces is not None:
                advisor.intake.correct(person, job_id, advisor.intake.job(person, job_id).corrections, replaces)
            advisor.intake.publish(person, job_id, as_separate=separate)
            jobs = list(finished(advisor, [job_id]))
    show_ends(jobs, as_json=as_json)


@app.command("cancel")
def cancel_job(job_id: JobId, role: AsRole = "staff", data: DataDir = None) -> None:
    """작업을 그만둡니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        output.print(_line(advisor.intake.cancel(person_from(role), job_id)), markup=False, soft_wrap=True)


@app.command("retry")
def retry_job(job_id: JobId, role: AsRole = "staff", data: DataDir = None, as_json: AsJson = False) -> None:
    """받지 못했거나 그만둔 파일을 다시 시도합니다."""
    with open_advisor(read_settings(data_dir=data), Access.READ) as advisor:
        advisor.intake.retry(person_from(role), job_id)
        jobs = list(finished(advisor, [job_id]))
    show_ends(jobs, as_json=as_json)


def finished(advisor: Advisor, job_ids: list[str]) -> Iterator[Job]:
    """The jobs once nothing more happens to them by itself; done here where no server does it."""
    if present_owner(advisor.settings.data_dir) is None:
        advisor.make_ready()
        worker = advisor.worker("cli")
        while worker.work():
            pass
        advisor.catch_up()
    for job_id in job_ids:
        while not _is_at_rest(job := advisor.catalog.jobs.get(job_id)):
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        yield job


def show_ends(jobs: list[Job], *, as_json: bool) -> None:
    """What became of each file; ends with code 1 when one was refused or failed."""
    if as_json:
        typer.echo(json.dumps([job_form(job) for job in jobs], ensure_ascii=False))
    for job in jobs:
        if not as_json:
            output.print(_line(job), markup=False, soft_wrap=True)
    if any(job.state in (JobState.REFUSED, JobState.FAILED) for job in jobs):
        raise typer.Exit(1)


def _is_at_rest(job: Job) -> bool:
    return job.state.is_final or job.state is JobState.READY


def _line(job: Job) -> str:
    document = f" → {job.document_id} ({job.version}판)" if job.document_id else ""
    message = f"\n  · {job.message}" if job.message else ""
    return f"{_state(job)}: {job.upload.name}{document} [{job.id}]{message}"


def _state(job: Job) -> str:
    return Labels(Language.KOREAN)(f"staff_job_{job.state}")
