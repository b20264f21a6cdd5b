"""From metadata as people write it to metadata the house relies on, with a stated default for what is missing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from assistant.domain.access import DRAFTS, PUBLIC, Audience
from assistant.domain.documents import Confidence, DocumentMetadata, Kind, Outcome, Provenance, Source
from assistant.domain.synchronising import Reason
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES, Term
from ingest.cleaning import clean, one_line
from ingest.refusals import refused

KINDS_BY_FOLDER: Mapping[str, Kind] = {
    "cases": Kind.CASE,
    "policies": Kind.POLICY,
    "pilots": Kind.PILOT,
}

_MAX_ID = 200
_NOT_IN_A_SLUG = re.compile(r"[^\w.]+|_+(?=$)")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")
_KOREAN_DATE = re.compile(r"(\d{4})\s*[.년/-]\s*(?:(\d{1,2})\s*[.월/-]?\s*(?:(\d{1,2})\s*[.일]?)?)?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_KNOWN = frozenset(DocumentMetadata.__dataclass_fields__) - {"extra"}
_TRUTHS = {"": False, "false": False, "true": True}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})  # Unicode categories
_Choice = TypeVar("_Choice", bound=StrEnum)
_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Given:
    """What is known about a document before it is described.

    `stem` is the file name without suffix (for a line of JSON, the id); `folder_kind` the kind its folder stands for,
    if any; `first_heading` the first heading of its text; `today` the day it comes in, as ISO text.
    """

    name: str
    stem: str
    today: str
    folder_kind: Kind | None = None
    first_heading: str | None = None


@dataclass(frozen=True, kw_only=True)
class Described:
    """Checked metadata, and what had to be assumed, as sentences for the person who filed the document."""

    metadata: DocumentMetadata
    warnings: tuple[str, ...]


def describe(raw: Mapping[str, Any], given: Given) -> Described:
    """Check metadata and fill in what is missing.

    Raises DocumentRefused: BAD_METADATA, naming the file, the field, its value and what is allowed, for an id that
    cannot be one and for a wrong kind, audience or provenance.
    """
    return _Description(raw, given).described()


def document_id(raw: Mapping[str, Any], given: Given) -> tuple[str, bool]:
    """The id a document will have, and whether it was given. Raises DocumentRefused: BAD_METADATA."""
    value = raw.get("id")
    if value is None or value == "":
        return slug(given.stem), False
    text = unicodedata.normalize("NFC", str(value)) if isinstance(value, str | int) else ""
    if isinstance(value, bool) or not text or len(text) > _MAX_ID or _has_gap(text):
        allowed = f"공백과 제어 문자가 없는 1~{_MAX_ID}자의 글자"
        raise _wrong(given.name, "id", value, allowed)
    return text, True


def slug(stem: str) -> str:
    """An id made of a file name: lower-case letters and digits of any script, with `.`, `_` and `-` between them."""
    text = unicodedata.normalize("NFC", stem).lower()
    made = _NOT_IN_A_SLUG.sub("-", text).strip("-.")
    if not made or len(made) > _MAX_ID:
        mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        made = f"{made[: _MAX_ID - 9] or 'document'}-{mark}"
    return made


class _Description:
    """One description in the making."""

    def __init__(self, raw: Mapping[str, Any], given: Given) -> None:
        self._raw = {key: value if key == "id" else _plain(value) for key, value in raw.items()}
        self._given = given
        self._warnings: list[str] = []
        self._extra = {key: value for key, value in self._raw.items() if key not in _KNOWN}

    def described(self) -> Described:
        identifier, is_given = document_id(self._raw, self._given)
        if not is_given:
            self._warn("id", identifier, "파일 이름")
        facts_as_of = self._date("facts_as_of")
        metadata = DocumentMetadata(
            id=identifier,
            title=self._title(identifier),
            kind=self._kind(),
            date=self._publication_date(facts_as_of),
            audience=self._audience(),
            provenance=self._choice("provenance", Provenance) or self._default("provenance", Provenance.PUBLIC),
            sector=self._words("sector", SECTORS) or self._default("sector", ("all",)),
            title_en=self._text("title_en"),
            publisher=self._text("publisher"),
            facts_as_of=facts_as_of,
            review_by=self._date("review_by"),
            company_size=self._words("company_size", COMPANY_SIZES),
            region=self._text("region"),
            technologies=self._words("technologies"),
            stage=self._words("stage", STAGES),
            outcomes=self._entries("outcomes", _outcome),
            questions=self._words("questions"),
            also_asked=self._words("also_asked"),
            not_answered=self._words("not_answered"),
            confidence=self._confidence(),
            sources=self._entries("sources", _source),
            licence=self._text("licence"),
            mask_personal_data=self._is_set("mask_personal_data"),
            extra=self._extra,
        )
        return Described(metadata=metadata, warnings=tuple(self._warnings))

    # what has a default

    def _title(self, identifier: str) -> str:
        title = self._text("title")
        if title:
            return title
        heading = self._given.first_heading
        return self._default("title", heading or one_line(clean(self._given.stem)) or identifier)

    def _kind(self) -> Kind:
        kind = self._choice("kind", Kind)
        if kind:
            return kind
        folder_kind = self._given.folder_kind
        return self._default("kind", folder_kind or Kind.CASE, "폴더 이름" if folder_kind else "")

    def _audience(self) -> Audience:
        text = self._text("audience")
        if not text:
            return self._default("audience", PUBLIC)
        try:
            audience = Audience.parse(text if text.startswith("company:") else text.lower())
        except ValueError:
            audience = DRAFTS
        if audience == DRAFTS:
            allowed = "public, consultants, staff, company:ID"
            raise _wrong(self._given.name, "audience", text, allowed)
        return audience

    def _publication_date(self, facts_as_of: str | None) -> str:
        written = self._date("date")
        if written:
            return written
        if facts_as_of:
            return self._default("date", facts_as_of, "facts_as_of")
        return self._default("date", self._given.today, "등록한 날")

    def _default(self, field: str, value: _T, source: str = "") -> _T:
        self._warn(field, value, source)
        return value

    def _warn(self, field: str, value: object, source: str = "") -> None:
        shown = ", ".join(value) if isinstance(value, tuple) else str(value)
        reason = f" ({source})" if source else ""
        self._warnings.append(f"{field} 항목이 없습니다. 기본값을 썼습니다: {shown}{reason}")

    # single values

    def _text(self, field: str) -> str | None:
        value = self._raw.get(field)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return one_line(clean(str(value))) or None
        if value is not None:
            self._set_aside(field, "한 줄의 글이 아니어서")
        return None

    def _choice(self, field: str, choices: type[_Choice]) -> _Choice | None:
        """The value of a field that must be one of a few words. Raises DocumentRefused: BAD_METADATA."""
        value = self._raw.get(field)
        if value is None or value == "":
            return None
        word = str(value).strip().lower()
        if word not in choices.__members__.values():
            raise _wrong(self._given.name, field, value, ", ".join(choices))
        return choices(word)

    def _confidence(self) -> Confidence | None:
        value = self._raw.get("confidence")
        if value is None or value == "":
            return None
        if value in Confidence.__members__.values():
            return Confidence(value)
        self._set_aside("confidence", f"{', '.join(Confidence)} 가운데 하나가 아니어서")
        return None

    def _is_set(self, field: str) -> bool:
        """The value of a field that is true or false. Raises DocumentRefused: BAD_METADATA."""
        value = self._raw.get(field)
        word = "" if value is None else str(value).strip().lower()
        if word not in _TRUTHS:
            raise _wrong(self._given.name, field, value, "true, false")
        return _TRUTHS[word]

    def _date(self, field: str) -> str | None:
        text = self._text(field)
        if text is None:
            return None
        made = iso_date(text)
        if made is None:
            self._set_aside(field, "날짜(2026-11-22, 2026-11, 2026)가 아니어서")
        return made

    # lists

    def _words(self, field: str, known: Mapping[str, Term] | None = None) -> tuple[str, ...]:
        words: list[str] = []
        for item in _as_list(self._raw.get(field)):
            if isinstance(item, str | int | float) and not isinstance(item, bool):
                words += [one_line(clean(str(item)))]
            else:
                self._warnings.append(f"{field}: 낱말이 아닌 값은 쓰지 않았습니다: {str(item)[:60]}")
        found = tuple(dict.fromkeys(word for word in words if word))
        unknown = [word for word in found if known is not None and word not in known]
        if unknown:
            allowed = ", ".join(sorted(known or ()))
            shown = ", ".join(unknown)[:80]
            self._warnings.append(f"{field}: 정해지지 않은 값을 그대로 두었습니다: {shown}. 정해진 값: {allowed}")
        return found

    def _entries(self, field: str, made: Callable[[Mapping[str, Any]], _T | None]) -> tuple[_T, ...]:
        """The entries of a list of mappings; what is no such entry is named in a warning."""
        entries = []
        for item in _as_list(self._raw.get(field)):
            entry = made(item if isinstance(item, dict) else {"title": item, "metric": item})
            if entry is None:
                self._warnings.append(f"{field}: 형식에 맞지 않는 값은 쓰지 않았습니다: {str(item)[:60]}")
            else:
                entries.append(entry)
        return tuple(entries)

    def _set_aside(self, field: str, why: str) -> None:
        """Keep a value that cannot be used under `extra`, and say so."""
        value = self._raw[field]
        self._extra[field] = value
        self._warnings.append(f"{field}: {why} 쓰지 않았습니다: {str(value)[:60]}")


def iso_date(text: str) -> str | None:
    """A day, month or year as ISO text, also from `2026. 1. 22.` and `2026년 1월`; None when it is no date."""
    match = _ISO_DATE.fullmatch(text) or _KOREAN_DATE.fullmatch(text)
    if not match:
        return None
    parts = [int(part) for part in match.groups() if part]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def _outcome(item: Mapping[str, Any]) -> Outcome | None:
    metric = _short(item.get("metric"))
    if not metric:
        return None
    return Outcome(
        metric=metric,
        before=_figure(item.get("before")),
        after=_figure(item.get("after")),
        unit=_short(item.get("unit")),
        period=_short(item.get("period")),
    )


def _source(item: Mapping[str, Any]) -> Source | None:
    title = _short(item.get("title")) or _short(item.get("url"))
    if not title:
        return None
    written = _short(item.get("date"))
    return Source(
        title=title,
        publisher=_short(item.get("publisher")),
        date=(iso_date(written) or written) if written else None,
        url=_short(item.get("url")),
    )


def _figure(value: Any) -> float | str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = _short(value)
    return float(text) if text and _NUMBER.fullmatch(text) else text


def _short(value: Any) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    return one_line(clean(str(value))) or None


def _as_list(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _plain(value: Any) -> Any:
    """The value with JSON types only: dates become ISO text, keys clean text, anything else its written form."""
    if isinstance(value, Mapping):
        return {clean(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    return clean(str(value))


def _has_gap(text: str) -> bool:
    return any(character.isspace() or unicodedata.category(character) in _UNSEEN for character in text)


def _wrong(name: str, field: str, value: object, allowed: str) -> Exception:
    words = f"문서 정보의 {field} 값이 올바르지 않습니다: {str(value)[:80]!r}. 쓸 수 있는 값: {allowed}"
    return refused(Reason.BAD_METADATA, name, words)
