"""Addresses of our own pages, and which addresses of others may be followed.

`below` is where the pages are served once more, to people who may see more (`/staff`).
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

PDF = "application/pdf"


def passage_url(chunk_id: str, marked: tuple[int, int] | None = None, *, below: str = "") -> str:
    """The page that shows a passage in its place; `marked` is the stretch to highlight, in characters of the chunk."""
    query = f"?mark={marked[0]}-{marked[1]}" if marked else ""
    return f"{below}/passages/{quote(chunk_id, safe='')}{query}"


def document_url(document_id: str, version: int, *, below: str = "") -> str:
    """The page that shows the whole text of one edition."""
    return f"{below}/documents/{quote(document_id, safe='')}/versions/{version}"


def original_url(
    document_id: str, version: int, *, media_type: str | None = None, page: int | None = None, below: str = ""
) -> str:
    """The original file of one edition; a PDF opens at `page` (from 1)."""
    fragment = f"#page={page}" if page is not None and media_type == PDF else ""
    return f"{document_url(document_id, version, below=below)}/original{fragment}"


def outside_url(address: str | None) -> str | None:
    """The address if it can be followed safely (http or https), else None."""
    if address is None:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else None
