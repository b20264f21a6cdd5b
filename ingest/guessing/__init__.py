"""Guessing the metadata of a file that brings none, from its text: only where the evidence is plain."""

from ingest.guessing.metadata import guessed_metadata

__all__ = ["guessed_metadata"]
