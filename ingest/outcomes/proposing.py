"""The outcomes to propose for a document, from its chunks: each figure once, with the passage that says it best."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.domain.documents import DocumentMetadata, DraftChunk, DraftOutcome, Kind, Outcome
from assistant.domain.sentences import split_sentences
from ingest.outcomes.figures import Figure
from ingest.outcomes.found import Found
from ingest.outcomes.phrases import found_in
from ingest.outcomes.rows import Table, found_in_rows, start_values, table_in

_KINDS = frozenset({Kind.CASE, Kind.PILOT})
"""Policies tell of budgets and quotas: their figures are no outcomes."""
_SKIPPED_HEADING = re.compile(r"출처|참고|sources|references|비용|회수|돈|계산|기대 효과|가설|목표|계획", re.IGNORECASE)
"""Sections of sources, and of sums that were worked out and not measured."""
_LONGEST_QUOTE = 400


def proposed_outcomes(metadata: DocumentMetadata, chunks: Sequence[DraftChunk]) -> tuple[DraftOutcome, ...]:
    """The outcomes found in a case or pilot report, in the order of the text; none for other kinds."""
    if metadata.kind not in _KINDS:
        return ()
    gathered: dict[tuple[object, ...], tuple[Found, DraftOutcome]] = {}
    starts: dict[str, Figure] = {}
    for ordinal, chunk in enumerate(chunks):
        if any(_SKIPPED_HEADING.search(heading) for heading in chunk.heading[-1:]):
            continue
        table = table_in(chunk.text)
        if table is not None:
            starts |= start_values(table)
        for found in _found_in_chunk(chunk, table, starts):
            if found.is_usable:
                given = DraftOutcome(outcome=found.outcome, quote=found.quote[:_LONGEST_QUOTE], ordinal=ordinal)
                gathered.setdefault(_figures(given.outcome), (found, given))
    pairs = [found for found, _ in gathered.values() if found.before is not None]
    return tuple(given for found, given in gathered.values() if not any(pair.tells(found) for pair in pairs))


def _found_in_chunk(chunk: DraftChunk, table: Table | None, starts: dict[str, Figure]) -> Iterator[Found]:
    if table is not None:
        yield from found_in_rows(table, starts)
        return
    for sentence in split_sentences(chunk.text):
        yield from found_in(sentence)


def _figures(outcome: Outcome) -> tuple[object, ...]:
    return outcome.before, outcome.after, outcome.unit
