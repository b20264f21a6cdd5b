"""Starting a new document: a file with all metadata keys and the headings of its kind, to be filled in."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from string import Template

from assistant.domain.documents import Kind
from assistant.errors import WrongUse
from ingest.describing import KINDS_BY_FOLDER, slug

_TEMPLATES = Path(__file__).with_name("templates")
_REVIEW_AFTER = timedelta(days=365)


def template_of(kind: str) -> Path:
    """The template of a kind."""
    return _TEMPLATES / f"{kind}.md"


def start_document(folder: Path, kind: Kind, identifier: str, title: str, today: date) -> Path:
    """Write a new document into its kind's folder and return its path.

    Raises WrongUse when the identifier is none or the document exists; nothing is overwritten.
    """
    if slug(identifier) != identifier or not identifier.isascii():
        raise WrongUse(
            f"id는 영어 소문자와 숫자를 '-'로 이어 적어 주세요: {identifier} (예: {slug(identifier) or 'my-case'}) / "
            "The id must be lower-case Latin letters and digits joined by '-'."
        )
    place = folder / next(name for name, of in KINDS_BY_FOLDER.items() if of is kind) / f"{identifier}.md"
    if existing := sorted(folder.rglob(f"{identifier}.*")):
        raise WrongUse(f"같은 id의 문서가 이미 있습니다: {existing[0]} / A document with this id exists already.")
    filled = Template(template_of(kind).read_text("utf-8")).substitute(
        id=identifier,
        title=title.replace('"', "'"),
        today=today.isoformat(),
        month=today.isoformat()[:7],
        review_by=(today + _REVIEW_AFTER).isoformat(),
    )
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("x", encoding="utf-8") as file:
        file.write(filled)
    return place
