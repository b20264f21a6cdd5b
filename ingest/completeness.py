"""What a report lacks: the questions its readers would ask first, answered neither by its text nor its metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.domain.documents import DocumentMetadata, DraftChunk, DraftOutcome, Kind, Outcome, Provenance
from assistant.domain.lacks import Lack
from ingest.outcomes.periods import period_in
from ingest.told import signs, tellings

_ALL_SECTORS = ("all",)
_FEWEST_SIGNS = 3
"""From how many mentions of applications and support on a policy document is one about a programme."""

_ASKED: Mapping[Kind, tuple[Lack, ...]] = {
    Kind.CASE: (Lack.NO_PROBLEM, Lack.NO_INPUT, Lack.NO_STEPS, Lack.NO_COST, Lack.NO_LESSON),
    Kind.PILOT: (
        Lack.NO_PROBLEM,
        Lack.NO_INPUT,
        Lack.NO_STEPS,
        Lack.NO_COST,
        Lack.NO_LESSON,
        Lack.NO_CRITERIA,
        Lack.NO_DECISION,
    ),
    Kind.POLICY: (
        Lack.NO_ELIGIBILITY,
        Lack.NO_AMOUNT,
        Lack.NO_DEADLINE,
        Lack.NO_PROCEDURE,
        Lack.NO_CONTACT,
    ),
}
"""What the text of each kind is asked for; of policies, only those that tell of a support programme."""


def lacks(
    metadata: DocumentMetadata, chunks: Sequence[DraftChunk], outcomes: Sequence[DraftOutcome]
) -> tuple[Lack, ...]:
    """What a document lacks, in the order in which a reader would ask.

    `outcomes` are those proposed from the text; together with those of the metadata they are judged as one list. A
    thing counts as told where the text says that it is not known.
    """
    sources = signs().sources
    told = [chunk for chunk in _without_title(chunks) if not any(map(sources.search, chunk.heading[-1:]))]
    found = {*_untold(metadata, told), *_missing_fields(metadata, chunks)}
    if metadata.kind is not Kind.POLICY:
        found |= {*_missing_figures((*metadata.outcomes, *(draft.outcome for draft in outcomes)), told)}
    return tuple(lack for lack in Lack if lack in found)


def _without_title(chunks: Sequence[DraftChunk]) -> Sequence[DraftChunk]:
    """The chunks without the heading they all stand under: it is a title and tells nothing of its sections."""
    first = {chunk.heading[:1] for chunk in chunks}
    if len(first) != 1 or first == {()}:
        return chunks
    return [replace(chunk, heading=chunk.heading[1:]) for chunk in chunks]


def _untold(metadata: DocumentMetadata, chunks: Sequence[DraftChunk]) -> Iterator[Lack]:
    if metadata.kind is Kind.POLICY and not _is_programme(metadata.title, chunks):
        return
    for lack in _ASKED[metadata.kind]:
        if not tellings()[lack].is_told(chunks):
            yield lack


def _is_programme(title: str, chunks: Sequence[DraftChunk]) -> bool:
    """Whether a policy document announces or explains one support programme, and is no law or guide."""
    if signs().guide_title.search(title):
        return False
    mentions = sum(len(signs().programme.findall("\n".join((*chunk.heading, chunk.text)))) for chunk in chunks)
    return bool(signs().programme_title.search(title)) or mentions >= _FEWEST_SIGNS


def _missing_fields(metadata: DocumentMetadata, chunks: Sequence[DraftChunk]) -> Iterator[Lack]:
    if metadata.kind is not Kind.POLICY:
        if metadata.sector in ((), _ALL_SECTORS):
            yield Lack.NO_SECTOR
        if not metadata.company_size:
            yield Lack.NO_COMPANY_SIZE
        if not metadata.technologies:
            yield Lack.NO_TECHNOLOGY
    if metadata.facts_as_of is None:
        yield Lack.NO_FACTS_DATE
    names_sources = metadata.sources or any(
        any(map(signs().sources.search, (chunk.text, *chunk.heading))) for chunk in chunks
    )
    if metadata.provenance is Provenance.PUBLIC and not names_sources:
        yield Lack.NO_SOURCE


def _missing_figures(outcomes: Sequence[Outcome], chunks: Sequence[DraftChunk]) -> Iterator[Lack]:
    """What all outcomes lack alike. Without any outcome, that alone is said."""
    texts = [chunk.text for chunk in chunks]
    if not outcomes:
        if not any(map(signs().unknown_outcome.search, texts)):
            yield Lack.NO_OUTCOME
        return
    if all(outcome.before is None for outcome in outcomes) and not any(map(signs().from_to.search, texts)):
        yield Lack.NO_BASELINE
    if all(outcome.after is None for outcome in outcomes):
        yield Lack.NO_AFTER
    if any(_is_bare_number(outcome) for outcome in outcomes):
        yield Lack.NO_UNIT
    if not any(outcome.period for outcome in outcomes) and not any(map(_tells_period, texts)):
        yield Lack.NO_PERIOD


def _is_bare_number(outcome: Outcome) -> bool:
    return not outcome.unit and any(isinstance(value, int | float) for value in (outcome.before, outcome.after))


def _tells_period(text: str) -> bool:
    return period_in(text) is not None or bool(signs().duration.search(text))
