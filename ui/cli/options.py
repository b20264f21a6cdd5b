"""The options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.domain.access import Person
from assistant.errors import WrongUse

DataDir = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="데이터 폴더 (없으면 만듭니다; 기본값 AX_DATA_DIR 또는 var/)."),
]
AsRole = Annotated[
    str,
    typer.Option("--as", metavar="ROLE", help="visitor, sme, sme:회사ID, consultant, staff, admin 가운데 하나."),
]
ByName = Annotated[str, typer.Option("--by", metavar="NAME", help="이력에 남길 이름.")]
AsJson = Annotated[bool, typer.Option("--json", help="사람이 읽는 글 대신 JSON으로 출력합니다.")]


def person_from(role: str) -> Person:
    """The person of `--as`. Raises WrongUse that names what was given."""
    try:
        return Person.parse(role)
    except ValueError as error:
        raise WrongUse(f"--as {role!r}: {error}") from error
