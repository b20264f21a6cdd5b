"""The parts of a text that say different things about it: its title, what it begins with, its sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.cleaning import one_line
from ingest.readers.protocol import Block, BlockKind

_SOURCES = re.compile(r"출처|참고\s*(?:문헌|자료)|sources|references", re.IGNORECASE)
_LEAD_LETTERS = 500
_MOST_LETTERS = 200_000
_LONGEST_PARAGRAPH = 2000
_LONGEST_LINE = 200
"""Letters that are looked at: what goes on beyond them says nothing new of the whole."""
_FEWEST_LETTERS = 80
"""Of a paragraph that tells something: shorter ones are notes and bylines."""
_EDGE_BLOCKS = 8
_VALUE_END = r"(?=\s*(?:[|\n]|$|\s[가-힣A-Za-z ]{1,12}[:：]))"
"""Where the value behind a label ends: at the end of its cell or line, or before the next label."""
_QUOTED_AROUND = 24
_LONGEST_QUOTE = 120


@dataclass(frozen=True, kw_only=True)
class Texts:
    """A document's text in parts.

    `opening` is its first paragraph that tells something, `lead` its first paragraphs, `body` everything but its
    sources, `sources` those; `edges` are the lines of the first and the last blocks, where documents say who published
    them and when.
    """

    title: str
    opening: str
    lead: str
    body: str
    sources: str
    edges: tuple[str, ...]

    @classmethod
    def of(cls, blocks: Sequence[Block], title: str) -> Texts:
        """The parts of a document that was read."""
        told = [block for block in blocks if not _is_source(block)]
        lead: list[str] = []
        for block in told:
            if block.kind is BlockKind.PARAGRAPH and sum(map(len, lead)) < _LEAD_LETTERS:
                lead.append(block.text[:_LONGEST_PARAGRAPH])
        edges = [*blocks[:_EDGE_BLOCKS], *blocks[max(_EDGE_BLOCKS, len(blocks) - _EDGE_BLOCKS) :]]
        return cls(
            title=title,
            opening=next((text for text in lead if len(text) >= _FEWEST_LETTERS), ""),
            lead="\n".join(lead),
            body="\n".join(block.text for block in told)[:_MOST_LETTERS],
            sources="\n".join(block.text for block in blocks if _is_source(block))[:_MOST_LETTERS],
            edges=tuple(line[:_LONGEST_LINE] for block in edges for line in block.text.split("\n")),
        )

    def labelled(self, labels: str) -> re.Match[str] | None:
        """What stands behind a label (`업종: 금속 가공`, or in the next cell of a table) at the edges of the text; its
        group `value` is what was found. `labels` is a regular expression.
        """
        label = re.compile(
            rf"(?<![\w가-힣])(?:{labels})\s*[:：|]\s*(?P<value>[^|\n]{{1,60}}?){_VALUE_END}", re.IGNORECASE
        )
        return next((match for line in self.edges if (match := label.search(line))), None)


def quoted(match: re.Match[str]) -> str:
    """What was found with some words around it, cut at the line and at spaces."""
    text = match.string
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _QUOTED_AROUND)
    end = text.find("\n", match.end())
    end = min(len(text) if end < 0 else end, match.end() + _QUOTED_AROUND)
    if start > 0 and not text[start - 1].isspace():
        start = min(match.start(), text.find(" ", start) + 1 or start)
    if end < len(text) and not text[end].isspace():
        end = max(match.end(), text.rfind(" ", 0, end))
    return one_line(text[start:end])[:_LONGEST_QUOTE]


def _is_source(block: Block) -> bool:
    return bool(block.heading and _SOURCES.search(block.heading[-1]))
