"""Readers, one for each format."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.readers.html import HtmlReader
from ingest.readers.jsonlines import JsonLineReader
from ingest.readers.markdown import MarkdownReader
from ingest.readers.office import DocmReader, DocxReader, HwpReader, HwpxReader, PptxReader, XlsxReader
from ingest.readers.pdf import PdfFileReader
from ingest.readers.pictures import JpegReader, PngReader, TiffReader
from ingest.readers.protocol import Block, BlockKind, ReadDocument, Reader
from ingest.readers.text import TextReader

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
    ".html": HtmlReader,
    ".htm": HtmlReader,
    ".txt": TextReader,
    ".png": PngReader,
    ".jpg": JpegReader,
    ".jpeg": JpegReader,
    ".tif": TiffReader,
    ".tiff": TiffReader,
    ".jsonl": JsonLineReader,
}
"""Suffix (lower case) to reader. The reader of `.jsonl` reads one line at a time."""
