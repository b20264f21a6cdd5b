"""The digest by which a document is known to be unchanged."""

from __future__ import annotations

import hashlib
import json

READING = 2
"""Raise this when readers or describing change so much that every document should be read again."""


def digest(original: bytes, sidecar: bytes, splitting: str, place: tuple[str, str] = ("", "")) -> str:
    """SHA-256 (hex) over the original, its metadata file and the way of splitting.

    `place` holds what the metadata takes from where the file lies: its name, and the kind its folder stands for; each
    empty where the metadata says it itself, so that such a file can be moved without becoming a new version.
    """
    parts = [READING, splitting, *place, hashlib.sha256(original).hexdigest(), hashlib.sha256(sidecar).hexdigest()]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def possible_digests(original: bytes, sidecar: bytes, splitting: str, place: tuple[str, str]) -> frozenset[str]:
    """The digests a file can have before it is known which parts of its place its metadata uses."""
    stem, kind = place
    places = [(a, b) for a in {stem, ""} for b in {kind, ""}]
    return frozenset(digest(original, sidecar, splitting, some) for some in places)
