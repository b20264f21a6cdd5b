"""What the metadata of a corpus document must be: every key, with values of its kind, fitting each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from assistant.domain.access import Audience
from assistant.domain.documents import Confidence, Kind, Provenance
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES
from ingest.describing import slug

LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "KOGL-1", "internal")

Path = tuple[str | int, ...]
"""Where in the metadata: `("outcomes", 0, "metric")`."""


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place of the metadata, as a sentence that says what is allowed."""

    path: Path
    words: str


def _day(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError("날짜를 2026-11-22처럼 적어 주세요.")
    return _calendar(text)


def _month_or_day(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError("시점을 2026, 2026-11, 2026-11-22 가운데 하나로 적어 주세요.")
    return _calendar(text)


def _calendar(text: str) -> str:
    parts = [int(part) for part in text.split("-")]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        raise ValueError("달력에 없는 날짜입니다.") from None
    return text


def _listed(words: Mapping[str, object]) -> AfterValidator:
    def check(word: str) -> str:
        if word not in words:
            raise ValueError(f"정해진 값이 아닙니다: {word}. 쓸 수 있는 값: {', '.join(words)}")
        return word

    return AfterValidator(check)


def _identifier(text: str) -> str:
    if slug(text) != text or not text.isascii():
        raise ValueError("영어 소문자와 숫자를 '-'로 이어 적어 주세요.")
    return text


def _audience(text: str) -> str:
    try:
        Audience.parse(text)
    except ValueError:
        raise ValueError("public, consultants, staff, company:ID 가운데 하나로 적어 주세요.") from None
    return text


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", text):
        raise ValueError("https://로 시작하는 주소를 적어 주세요.")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
YearOrText = Annotated[Text, BeforeValidator(lambda value: str(value) if type(value) is int else value)]
"""YAML reads a lone `2026` as a number."""
Figure = int | float | Text | None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OutcomeRule(_Strict):
    """One before/after figure; what is not known is null."""

    metric: Text
    before: Figure
    after: Figure
    unit: Text | None
    period: Text | None


class SourceRule(_Strict):
    """Where facts come from; an unknown date or publisher is null."""

    title: Text
    publisher: Text | None
    date: Annotated[YearOrText, AfterValidator(_month_or_day)] | None
    url: Annotated[Text, AfterValidator(_address)] | None


class MetadataRule(_Strict):
    """The metadata of a document, its keys in the order in which people write them; the last one may be left out."""

    id: Annotated[Text, AfterValidator(_identifier)]
    title: Text
    title_en: Text
    kind: Kind
    publisher: Text
    date: Annotated[Text, AfterValidator(_day)]
    facts_as_of: Annotated[YearOrText, AfterValidator(_month_or_day)]
    review_by: Annotated[Text, AfterValidator(_day)]
    sector: Annotated[list[Annotated[Text, _listed(SECTORS)]], Field(min_length=1)]
    company_size: Annotated[list[Annotated[Text, _listed(COMPANY_SIZES)]], Field(min_length=1)]
    region: Text
    technologies: list[Annotated[Text, AfterValidator(_identifier)]]
    stage: list[Annotated[Text, _listed(STAGES)]]
    outcomes: list[OutcomeRule]
    questions: Annotated[list[Text], Field(max_length=6)] = []
    also_asked: Annotated[list[Text], Field(max_length=80)] = []
    not_answered: Annotated[list[Text], Field(max_length=80)] = []
    audience: Annotated[Text, AfterValidator(_audience)]
    provenance: Provenance
    confidence: Confidence | None
    sources: list[SourceRule]
    licence: Literal[LICENCES]  # type: ignore[valid-type]
    mask_personal_data: bool = False


KEYS = tuple(MetadataRule.model_fields)


def faults_in(metadata: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything that is wrong with the metadata, by itself and between its values."""
    try:
        rule = MetadataRule.model_validate(metadata)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            yield Fault(_place(detail["loc"]), _sentence(detail))
        return
    yield from _contradictions(rule)


def _contradictions(rule: MetadataRule) -> Iterator[Fault]:
    if rule.review_by <= rule.date:
        yield Fault(("review_by",), "다시 확인할 날짜가 문서의 날짜보다 늦어야 합니다.")
    if rule.facts_as_of > rule.date:
        yield Fault(("facts_as_of",), "사실의 시점이 문서의 날짜보다 늦을 수 없습니다.")
    if rule.provenance is Provenance.ILLUSTRATIVE:
        if rule.sources:
            yield Fault(("sources",), "예시 자료(illustrative)에는 출처를 적지 않습니다: [] 로 두세요.")
        if rule.confidence is not None:
            yield Fault(("confidence",), "예시 자료(illustrative)의 confidence는 null이어야 합니다.")
    else:
        if rule.audience == "public" and not rule.sources:
            yield Fault(("sources",), "공개 문서에는 출처가 하나 이상 있어야 합니다.")
        if rule.sources and rule.confidence is None:
            yield Fault(("confidence",), f"출처가 있으면 다음 가운데 하나를 적어 주세요: {', '.join(Confidence)}")


def _place(location: tuple[str | int, ...]) -> Path:
    """The place in the metadata; what pydantic adds to tell the branches of a union apart is left out."""
    known = {*KEYS, *OutcomeRule.model_fields, *SourceRule.model_fields}
    kept = [part for part in location[1:] if isinstance(part, int) or part in known]
    return (location[0], *kept)


def _sentence(detail: Any) -> str:
    """What pydantic found, in words for the person who wrote the metadata."""
    shown = str(detail["input"])[:60]
    match detail["type"]:
        case "missing":
            return "항목이 없습니다. 모르면 null, 목록이면 []로 적어 주세요."
        case "extra_forbidden":
            return f"정해지지 않은 항목입니다. 쓸 수 있는 항목: {', '.join(KEYS)}"
        case "value_error":
            return f"{detail['ctx']['error']} (적힌 값: {shown})"
        case "enum" | "literal_error":
            return f"쓸 수 있는 값: {detail['ctx']['expected'].replace(' or ', ', ')} (적힌 값: {shown})"
        case "list_type":
            return f"목록이어야 합니다: [값, 값] (적힌 값: {shown})"
        case "bool_type" | "bool_parsing":
            return f"true나 false로 적어 주세요. (적힌 값: {shown})"
        case "too_short":
            return "값이 하나 이상 있어야 합니다."
        case "string_type" | "string_too_short":
            return f"글이 있어야 합니다. 숫자나 날짜라면 따옴표 안에 적어 주세요. (적힌 값: {shown})"
        case _:
            return f"값의 형식이 맞지 않습니다. (적힌 값: {shown})"
