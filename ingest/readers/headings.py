"""The path of headings a block stands under."""

from __future__ import annotations

from ingest.cleaning import one_line


class HeadingPath:
    """The headings that are open at one place of a document, outermost first."""

    def __init__(self) -> None:
        self.first: str | None = None
        """The first heading of the document."""
        self._open: list[tuple[int, str]] = []

    @property
    def now(self) -> tuple[str, ...]:
        """The path at this place."""
        return tuple(text for _, text in self._open)

    def enter(self, level: int, text: str) -> None:
        """A heading begins: it closes those of its own level and deeper. 1 is the outermost level."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        text = one_line(text)
        if text:
            self._open.append((level, text))
            self.first = self.first or text
