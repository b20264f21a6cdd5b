"""Judging a file: every part by every measure, and what is left when poor parts are taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain.file_reports import PartQuality, Place, Quality
from assistant.domain.personal_data import mask
from ingest.metadata_text import cut_front_matter
from ingest.quality.digits import missing_digits
from ingest.quality.letters import broken_letters, lost_letters
from ingest.quality.policy import QualityPolicy, quality_policy
from ingest.quality.raw import RawText
from ingest.quality.repeats import repeated_lines
from ingest.quality.spacing import glued_letters, scattered_letters
from ingest.quality.tables import lost_rows
from ingest.readers.protocol import Block, ReadDocument

_TEXT_MEASURES = {
    "broken_letters": broken_letters,
    "glued_letters": glued_letters,
    "scattered_letters": scattered_letters,
    "missing_digits": missing_digits,
}
PART_MEASURES = (*_TEXT_MEASURES, "lost_rows", "repeated_lines")
_OF_LETTERS = ("broken_letters", "lost_letters")
FILE_MEASURES = ("lost_letters", "missing_digits", "empty_pages")
"""Digits are looked for in the whole file, too: a single section may say too few numbers to be judged."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The quality of a file, and its blocks without those of the poor parts.

    `is_too_poor` says whether the file as a whole cannot be used.
    """

    quality: Quality
    blocks: tuple[Block, ...]
    is_too_poor: bool


def judge(read: ReadDocument, raw: RawText | None = None, *, is_as_given: bool = False) -> Judged:
    """Judge a file that was read. A part is a page, or where a format has no pages a section.

    `raw` is the text of the file before it was cleaned, where the format has such a text. A text that is as somebody
    gave it (a line of JSON, not a layout that was read) has no better original: only broken letters make it poor.
    """
    policy = quality_policy()
    parts: dict[Place, list[Block]] = {}
    for block in read.blocks:
        parts.setdefault(_place(block), []).append(block)
    judged = [
        _part(place, blocks, repeated, policy)
        for (place, blocks), repeated in zip(parts.items(), repeated_lines(list(parts.values())), strict=True)
    ]
    poor = {
        place: part
        for place, part in zip(parts, judged, strict=True)
        if part.score < policy.minimum.part
        and part.characters >= policy.smallest_part
        and not (is_as_given and _has_sound_letters(part.shares, policy))
    }
    of_file = _file_shares(read, raw, judged)
    total = sum(part.characters for part in judged)
    mean = sum(part.score * part.characters for part in judged) / total if total else 0.0
    quality = Quality(
        score=round(mean * policy.score(of_file), 3),
        shares=_rounded({**_mean_shares(judged), **of_file}),
        poor_parts=tuple(poor.values()),
        empty_pages=read.empty_pages,
        encoding=raw.encoding if raw else None,
        hidden_texts=read.hidden_texts,
    )
    blocks = tuple(block for block in read.blocks if _place(block) not in poor)
    is_too_poor = quality.score < policy.minimum.file and total >= policy.smallest_part
    if is_as_given and _has_sound_letters(quality.shares, policy):
        is_too_poor = False
    return Judged(quality=quality, blocks=blocks, is_too_poor=is_too_poor)


def _has_sound_letters(shares: Mapping[str, float], policy: QualityPolicy) -> bool:
    of_letters = {name: share for name, share in shares.items() if name in _OF_LETTERS}
    return policy.score(of_letters) >= policy.minimum.file


def _place(block: Block) -> Place:
    return Place(page=block.page) if block.page is not None else Place(heading=block.heading)


def _part(place: Place, blocks: Sequence[Block], repeated: float, policy: QualityPolicy) -> PartQuality:
    text = "\n".join(block.text for block in blocks)
    shares = {name: measure(text) for name, measure in _TEXT_MEASURES.items()}
    shares |= {"lost_rows": lost_rows(blocks), "repeated_lines": repeated}
    return PartQuality(
        place=replace(place, heading=tuple(map(mask, place.heading))),
        score=round(policy.score(shares), 3),
        characters=len("".join(text.split())),
        shares=_rounded(shares),
    )


def _mean_shares(parts: Sequence[PartQuality]) -> dict[str, float]:
    """The share of each defect in the parts together, weighted by their length."""
    total = sum(part.characters for part in parts) or 1
    return {name: sum(part.shares[name] * part.characters for part in parts) / total for name in PART_MEASURES}


def _below_metadata(read: ReadDocument, raw: RawText) -> str:
    """The text as it was given, without metadata above it: sound letters there say nothing of the text."""
    return cut_front_matter(raw.text, "")[1] if read.metadata else raw.text


def _file_shares(read: ReadDocument, raw: RawText | None, parts: Sequence[PartQuality]) -> dict[str, float]:
    pages = len({part.place.page for part in parts} - {None}) + len(read.empty_pages)
    return {
        "lost_letters": lost_letters(_below_metadata(read, raw)) if raw else 0.0,
        "missing_digits": missing_digits("\n".join(block.text for block in read.blocks)),
        "empty_pages": len(read.empty_pages) / pages if pages else 0.0,
    }


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    return {name: round(share, 4) for name, share in shares.items()}
