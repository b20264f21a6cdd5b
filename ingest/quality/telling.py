"""The quality of a file in words: why it is refused, and which parts are not indexed."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.file_reports import FileReport, PartQuality, Place, Quality
from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.quality.policy import quality_policy
from ingest.refusals import refused

_MOST_PLACES = 5


def low_quality(quality: Quality, name: str) -> DocumentRefused:
    """The refusal to raise for a file that is too poor: what is wrong, where, and what to do."""
    policy = quality_policy()
    worst = policy.costliest(quality.shares)
    if worst is None:
        raise ValueError(f"{name}: nothing lowered the score {quality.score}")
    places = [part.place for part in quality.poor_parts] or [Place(page=page) for page in quality.empty_pages]
    where_ko = f" 나쁜 곳: {_listed(places)}." if places else ""
    where_en = f" Poor parts: {_listed_in_english(places)}." if places else ""
    scores = f"{quality.score:.2f}", f"{policy.minimum.file:.2f}"
    refusal = refused(
        Reason.LOW_QUALITY,
        name,
        f"글을 제대로 읽을 수 없어 받지 않았습니다(품질 {scores[0]}, 기준 {scores[1]}): {worst.ko}."
        f"{where_ko} {worst.remedy_ko}",
        f"The text cannot be read well enough (quality {scores[0]}, at least {scores[1]} is needed): {worst.en}."
        f"{where_en} {worst.remedy_en}",
    )
    return DocumentRefused(refusal.reason, refusal.message, FileReport(quality=quality))


def quarantine_warnings(quality: Quality) -> tuple[str, ...]:
    """A sentence that names the parts that are not indexed, with what is wrong and what to do; none without any."""
    if not quality.poor_parts:
        return ()
    named = _named([f"{part.place}({_defect(part)})" for part in quality.poor_parts])
    worst = quality_policy().costliest(quality.poor_parts[0].shares)
    return (f"글을 제대로 읽을 수 없어 색인하지 않은 곳: {named}. {worst.remedy_ko if worst else ''}",)


def _defect(part: PartQuality) -> str:
    worst = quality_policy().costliest(part.shares)
    return worst.ko if worst else ""


def _listed(places: Sequence[Place]) -> str:
    return _named([str(place) for place in places])


def _listed_in_english(places: Sequence[Place]) -> str:
    shown = [f"page {place.page}" if place.page is not None else f"section {str(place)[:-2]}" for place in places]
    more = f" and {len(shown) - _MOST_PLACES} more" if len(shown) > _MOST_PLACES else ""
    return ", ".join(shown[:_MOST_PLACES]) + more


def _named(shown: Sequence[str]) -> str:
    more = f" 외 {len(shown) - _MOST_PLACES}곳" if len(shown) > _MOST_PLACES else ""
    return ", ".join(shown[:_MOST_PLACES]) + more
