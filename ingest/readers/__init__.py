"""Readers, one for each format."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.readers.jsonlines import JsonLineReader
from ingest.readers.markdown import MarkdownReader
from ingest.readers.office import DocmReader, DocxReader, HwpReader, HwpxReader, PptxReader, XlsxReader
from ingest.readers.pdf import PdfFileReader
from ingest.readers.protocol import Block, BlockKind, ReadDocument, Reader

__all__ = ["READERS", "Block", "BlockKind", "ReadDocument", "Reader"]

READERS: Mapping[str, type[Reader]] = {
    ".md": MarkdownReader,
    ".markdown": MarkdownReader,
    ".pdf": PdfFileReader,
    ".hwp": HwpReader,
    ".hwpx": HwpxReader,
    ".docx": DocxReader,
    ".docm": DocmReader,
    ".pptx": PptxReader,
    ".xlsx": XlsxReader,
    ".jsonl": JsonLineReader,
}
"""Suffix (lower case) to reader. The reader of `.jsonl` reads one line at a time."""
