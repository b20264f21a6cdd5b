"""Reading a PDF file: the job that is done in the room."""

from __future__ import annotations

from ingest.printed.page import PrintedFile


def read_printed(content: bytes) -> PrintedFile:
    """What is printed in a PDF file. Raises Unreadable: ENCRYPTED, CORRUPT, BOMB."""
    from ingest.printed.pdf_pages import printed_pages  # inside the room only: nobody else loads the library

    return printed_pages(content)
