"""The pages about documents: the list, a whole edition, a cited passage in its place, and the original file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from markupsafe import Markup

from assistant.clock import utc_now
from assistant.domain.answers import Language
from assistant.domain.documents import Chunk, Document, DocumentMetadata, DocumentState, Kind, Version
from assistant.errors import NotFound
from ui.labels import Labels
from ui.web.evidence import badges, original_label, place_label
from ui.web.headers import PAGE_POLICY
from ui.web.links import PDF, document_url, original_url, outside_url
from ui.web.markup import as_html, joined, mark
from ui.web.people import advisor_of, labels_of, person_of
from ui.web.rendering import page_styles, render

if TYPE_CHECKING:
    from assistant.actions.library import Library

router = APIRouter(include_in_schema=False)

_MARK = re.compile(r"(\d{1,7})-(\d{1,7})")
_TEXT = "text/plain; charset=utf-8"
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A stretch of a document under one heading, or on one page."""

    place: str | None
    html: Markup


@router.get("/documents")
def documents_page(request: Request) -> HTMLResponse:
    """All documents a person may see, by kind."""
    labels = labels_of(request)
    served = [pair for document in _library(request).documents(person_of(request)) if (pair := _served(document))]
    by_kind = {kind: [edition for edition in served if edition.metadata.kind is kind] for kind in Kind}
    return _page("documents.html", request, by_kind=by_kind, count=len(served), title=labels("documents_heading"))


@router.get("/documents/{document_id}/versions/{number}")
def document_page(document_id: str, number: int, request: Request) -> HTMLResponse:
    """The whole text of one edition."""
    library, person, labels = _library(request), person_of(request), labels_of(request)
    chunks = library.chunks(person, document_id, number)
    document = library.document(person, document_id)
    edition = _edition(document, number)
    return _page(
        "document.html",
        request,
        edition=edition,
        newer=document.served if document.served and document.served > number else None,
        is_withdrawn=document.state is DocumentState.WITHDRAWN,
        sections=list(_sections(chunks, labels)),
        **_about(edition.metadata, labels),
        **_original(document_id, number, edition.media_type, None, request),
    )


@router.get("/documents/{document_id}/versions/{number}/original")
def original_file(document_id: str, number: int, request: Request) -> FileResponse:
    """The original file: PDF and text open in the browser, everything else is saved."""
    original = _library(request).original(person_of(request), document_id, number)
    as_text = original.media_type.startswith("text/") or original.media_type == "application/json"
    return FileResponse(
        original.path,
        media_type=_TEXT if as_text else original.media_type,
        filename=original.name,
        content_disposition_type="inline" if as_text or original.media_type == PDF else "attachment",
        headers={"content-security-policy": _FILE_POLICY, "cache-control": "private, max-age=3600"},
    )


@router.get("/passages/{chunk_id:path}")
def passage_page(chunk_id: str, request: Request) -> HTMLResponse:
    """A cited passage in its section; `?mark=10-80` highlights a stretch of it."""
    labels = labels_of(request)
    view = _library(request).passage(person_of(request), chunk_id)
    chunk = view.chunk
    return _page(
        "passage.html",
        request,
        chunk=chunk,
        place=place_label(chunk, labels),
        before=_text(view.before),
        cited=as_html(mark(chunk.text, _stretch(request.query_params.get("mark")))),
        after=_text(view.after),
        newer=view.newer_version,
        is_withdrawn=view.is_withdrawn,
        document_url=document_url(chunk.document_id, chunk.version, below=_below(request)),
        **_about(view.metadata, labels),
        **_original(chunk.document_id, chunk.version, view.media_type, chunk.page, request),
    )


def _library(request: Request) -> Library:
    return advisor_of(request).library


def _page(template: str, request: Request, **values: object) -> HTMLResponse:
    below = _below(request)
    links = {"below": below, "document_link": partial(document_url, below=below)}
    page = render(template, labels_of(request), styles=page_styles(), **links, **values)
    return HTMLResponse(page, headers={"content-security-policy": PAGE_POLICY})


def _below(request: Request) -> str:
    """Where these pages are served: empty for visitors."""
    return str(request.scope.get("root_path", ""))


def _served(document: Document) -> Version | None:
    """The edition people can find now."""
    if document.state is DocumentState.WITHDRAWN or document.served is None:
        return None
    return _edition(document, document.served)


def _edition(document: Document, number: int) -> Version:
    for version in document.versions:
        if version.number == number:
            return version
    raise NotFound(f"{document.id} ({number}판): 그런 판이 없습니다. / No such version.")


def _about(metadata: DocumentMetadata, labels: Labels) -> dict[str, object]:
    """What both document pages say about a document."""
    fields = ("publisher", "date", "facts_as_of", "review_by", "region", "licence")
    return {
        "metadata": metadata,
        "title": metadata.title_in(korean=labels.language is Language.KOREAN),
        "badges": list(badges(metadata, labels, utc_now().date())),
        "fields": [(labels(f"field_{name}"), value) for name in fields if (value := getattr(metadata, name))],
        "sources": [(source, outside_url(source.url)) for source in metadata.sources],
    }


def _original(document_id: str, number: int, media_type: str, page: int | None, request: Request) -> dict[str, object]:
    return {
        "original_url": original_url(document_id, number, media_type=media_type, page=page, below=_below(request)),
        "original_label": original_label(media_type, labels_of(request)),
    }


def _sections(chunks: list[Chunk], labels: Labels) -> Iterator[Section]:
    for place, group in groupby(chunks, key=lambda chunk: place_label(chunk, labels)):
        yield Section(place=place, html=_text(tuple(group)))


def _text(chunks: tuple[Chunk, ...]) -> Markup:
    return as_html(joined(mark(chunk.text, None) for chunk in chunks))


def _stretch(marked: str | None) -> tuple[int, int] | None:
    match = _MARK.fullmatch(marked or "")
    return (int(match[1]), int(match[2])) if match else None
