"""Files on their way in: streamed to disk beside the data, then handed to the intake, then gone from here."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from assistant.errors import NotFound, StoreError
from ingest.jobs.receiving import HandedIn
from ui.staff.names import name_of
from ui.web.people import advisor_of, person_of

ARRIVALS = "/arrivals"
"""Where a file is sent, below the staff pages: its bytes as they are."""
SECONDS_KEPT = 24 * 3600
"""What was sent and never handed in is deleted at the next start after this long."""

_ARRIVAL = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 255
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")

router = APIRouter(include_in_schema=False)


class Arrivals:
    """A folder of files that have come in and are not jobs yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def forget_old(self) -> None:
        """Delete what lies here from browsers that were closed on the way."""
        for path in self._folder.glob("*"):
            if path.is_file() and path.stat().st_mtime < time.time() - SECONDS_KEPT:
                path.unlink(missing_ok=True)

    async def keep(self, pieces: AsyncIterator[bytes]) -> str:
        """Write a file piece by piece and return what it is called here. Raises StoreError; leaves nothing half."""
        arrival = secrets.token_hex(16)
        path = self._folder / arrival
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                async for piece in pieces:
                    await run_in_threadpool(file.write, piece)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise StoreError(
                f"파일을 저장하지 못했습니다({error.strerror}). 저장 공간을 확인해 주세요. / Cannot store the file."
            ) from error
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return arrival

    def path(self, arrival: str) -> Path:
        """Where a file lies. Raises NotFound."""
        if not _ARRIVAL.fullmatch(arrival) or not (self._folder / arrival).is_file():
            raise NotFound("받은 파일을 찾을 수 없습니다. 다시 올려 주세요. / The file is gone; please send it again.")
        return self._folder / arrival


class _File(BaseModel):
    arrival: str
    name: Annotated[str, Field(min_length=1, max_length=1_000)]


class _HandedIn(BaseModel):
    files: Annotated[list[_File], Field(min_length=1, max_length=50)]
    replaces: str | None = None


@router.post(ARRIVALS)
async def arrive(request: Request) -> Response:
    """Take the bytes of one file."""
    arrivals: Arrivals = request.app.state.arrivals
    try:
        return JSONResponse({"arrival": await arrivals.keep(request.stream())})
    except ClientDisconnect:
        return PlainTextResponse("Incomplete", status_code=400)


@router.post("/files")
def hand_in(request: Request, handed_in: _HandedIn) -> Response:
    """Make jobs of files that have arrived; a document and its metadata file come together."""
    arrivals: Arrivals = request.app.state.arrivals
    paths = [arrivals.path(file.arrival) for file in handed_in.files]
    files = [HandedIn(path=path, name=_name(file.name)) for path, file in zip(paths, handed_in.files, strict=True)]
    try:
        jobs = advisor_of(request).intake.add(
            person_of(request), name_of(request), files, replaces=handed_in.replaces or None
        )
    finally:
        for path in paths:
            path.unlink(missing_ok=True)
    return JSONResponse({"jobs": [job.id for job in jobs]})


@router.get("/jobs/{job_id}/pages/{page}")
def page_of_job(request: Request, job_id: str, page: int) -> Response:
    """A page of a file that is on its way, as a picture."""
    picture = advisor_of(request).intake.page_picture(person_of(request), job_id, page)
    if picture is None:
        raise NotFound("그런 쪽이 없습니다. / There is no such page.")
    return Response(picture, media_type="image/png")


def _name(given: str) -> str:
    """The name of a file without folders and characters nobody sees."""
    name = _UNSEEN.sub("", PurePosixPath(given.replace("\\", "/")).name).strip()
    return name[-_LONGEST_NAME:] or "file"
