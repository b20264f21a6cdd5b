"""The sentences of passages that can stand in an answer by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.passages import Passage
from assistant.domain.sentences import split_sentences

_LIST_MARK = re.compile(r"^\s*(?:[-*•·▪○●□■▶]|\d{1,2}[.)]|[①-⑳]|[가-하][.)])\s+")
_SOURCE_MARK = re.compile(r"\s*[(（]출처\s*[\d,·\s]+[)）]")
_SOURCE_LINE = re.compile(r"^\s*(?:[-*]\s*)?(?:\[?\d+\]?[.)]?\s*)?\S*(?:https?://|www\.)|https?://\S+\s*$")
_LEANING = re.compile(
    r"^(이는|이를|이로|이에|이때|이런|이러한|이 |그 |그래서|그러나|그런데|그리고|그중|그러므로|"
    r"따라서|또한|또 |다만|하지만|반면|반대로|결국|즉|여기|거기|두 번째|둘째|셋째|넷째|마지막으로|"
    r"This |These |It |They |However|Therefore|Also)"
)
"""Beginnings that mean little without the sentence before."""
_SHORTEST = 12
_LONGEST = 400
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")


@dataclass(frozen=True, kw_only=True)
class Quotable:
    """A sentence that may be quoted. `quote` stands in the chunk letter by letter; `text` is the same to be read."""

    passage: Passage
    number: int
    """The passage's number in the assignment, from 1."""
    position: int
    text: str
    quote: str
    leans_on_before: bool

    @property
    def surroundings(self) -> str:
        """Title and innermost heading: what the sentence is about when it does not say so itself."""
        heading = self.passage.chunk.heading[-1:] if self.passage.chunk.heading else ()
        return " ".join([self.passage.metadata.title, *heading])


def quotable_sentences(passages: Sequence[Passage]) -> list[Quotable]:
    """All sentences and table rows of the passages that can be read by themselves, in order."""
    found = []
    for number, passage in enumerate(passages, start=1):
        for position, (quote, text) in enumerate(_pieces(passage.chunk.text)):
            found.append(
                Quotable(
                    passage=passage,
                    number=number,
                    position=position,
                    text=text,
                    quote=quote,
                    leans_on_before=bool(_LEANING.match(text)),
                )
            )
    return found


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of the stretch as it stands in the chunk and the sentence as it is read."""
    header: list[str] | None = None
    for line in text.splitlines():
        if _is_table_row(line):
            if _TABLE_RULE.match(line):
                continue
            cells = _cells(line)
            if header is None:
                header = cells
            else:
                yield line.strip(), _row_sentence(header, cells)
            continue
        header = None
        for quote in split_sentences(line):
            sentence = _readable(quote)
            if _SHORTEST <= len(sentence) <= _LONGEST and not _SOURCE_LINE.search(quote) and not sentence.endswith(":"):
                yield quote, sentence


def _is_table_row(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") >= 2


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _row_sentence(header: list[str], cells: list[str]) -> str:
    """A row with its column names, as one would read it aloud."""
    named = [
        f"{name}: {_SOURCE_MARK.sub('', cell)}" if name else cell
        for name, cell in zip(header, cells, strict=False)
        if cell
    ]
    return ", ".join(named)


def _readable(quote: str) -> str:
    """The sentence without list marks, source marks and emphasis marks, which mean nothing outside the document."""
    text = _LIST_MARK.sub("", quote)
    text = _SOURCE_MARK.sub("", text).replace("**", "").replace("`", "")
    return re.sub(r"\s+", " ", text).strip()
