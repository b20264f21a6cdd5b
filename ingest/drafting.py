"""From a file's bytes to a draft for the catalog: read, judge, describe, split, and say what had to be assumed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta, timezone
from typing import Any

from assistant.clock import Clock, utc_now
from assistant.domain.documents import Draft, Kind
from assistant.domain.file_reports import FileReport
from assistant.domain.synchronising import Reason
from ingest.chunking import Chunker
from ingest.cleaning import clean, one_line
from ingest.describing import Given, describe
from ingest.digests import digest, possible_digests
from ingest.guessing import guessed_metadata
from ingest.json_lines_file import LINES_SUFFIX
from ingest.metadata_text import read_metadata_file
from ingest.outcomes.proposing import proposed_outcomes
from ingest.personal_data.finding import personal_findings
from ingest.personal_data.masking import masked_blocks
from ingest.quality.judging import judge
from ingest.quality.raw import raw_text
from ingest.quality.telling import low_quality, quarantine_warnings
from ingest.readers import READERS
from ingest.readers.protocol import Block, Reader
from ingest.refusals import refused

_KOREA = timezone(timedelta(hours=9))


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A file (or a line of a JSON-lines file) on its way in.

    `name` is for messages, `stem` the file name without suffix, `suffix` lower case with its dot; `sidecar` is the
    content of the metadata file beside it, if any; `root` and `origin` are the draft's.

    `corrections` are metadata that staff have confirmed: they win over the file's own. `defaults` (those of the edition
    before, say) stand where the file says nothing. `is_guessed` lets the text speak for what nobody has written down.
    """

    content: bytes
    name: str
    stem: str
    suffix: str
    root: str
    origin: str
    sidecar: bytes = b""
    folder_kind: Kind | None = None
    corrections: Mapping[str, Any] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    is_guessed: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """What metadata can take from where the file lies: its name and the kind its folder stands for."""
        return self.stem, str(self.folder_kind or "")


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A draft, and sentences about it for the person who filed the document.

    `guessed` says for a field of the metadata which words of the text it was taken from.
    """

    draft: Draft
    warnings: tuple[str, ...]
    guessed: Mapping[str, str] = field(default_factory=dict)


class Drafter:
    """Makes drafts. Readers are built once and used for every file, from one thread."""

    def __init__(self, chunker: Chunker, clock: Clock = utc_now) -> None:
        self._chunker = chunker
        self._clock = clock
        self._readers: dict[str, Reader] = {}

    def draft(self, incoming: Incoming) -> Drafted:
        """Read, describe and split a file. Raises DocumentRefused with the reason and what to do."""
        reader = self._reader(incoming)
        read = reader.read(incoming.content, incoming.name)
        raw_of_file = raw_text(incoming.content, reader.media_type)
        judged = judge(read, raw_of_file, is_as_given=incoming.suffix == LINES_SUFFIX)
        if judged.is_too_poor:
            raise low_quality(judged.quality, incoming.name)
        beside = read_metadata_file(incoming.sidecar, incoming.name) if incoming.sidecar else {}
        written = {**incoming.defaults, **beside, **read.metadata, **incoming.corrections}
        guesses = {}
        if incoming.is_guessed:
            guesses = guessed_metadata(judged.blocks, read.first_heading, incoming.stem, written)
        raw = {**written, **{name: guess.value for name, guess in guesses.items()}}
        given = Given(
            name=incoming.name,
            stem=incoming.stem,
            today=self._clock().astimezone(_KOREA).date().isoformat(),
            folder_kind=incoming.folder_kind,
            first_heading=read.first_heading,
        )
        described = describe(raw, given)
        metadata = described.metadata
        report = FileReport(
            quality=judged.quality,
            personal_data=personal_findings(judged.blocks),
            is_masked=metadata.mask_personal_data,
        )
        blocks = masked_blocks(judged.blocks) if metadata.mask_personal_data else judged.blocks
        chunks = self._chunker.split(_without_title(blocks, metadata.title))
        if not chunks:
            raise refused(Reason.NO_TEXT, incoming.name)
        draft = Draft(
            metadata=metadata,
            chunks=chunks,
            digest=self._digest(incoming, raw),
            root=incoming.root,
            origin=incoming.origin,
            media_type=reader.media_type,
            original=incoming.content,
            report=report,
            outcomes=proposed_outcomes(metadata, chunks),
        )
        warnings = (*read.warnings, *quarantine_warnings(judged.quality), *described.warnings)
        guessed = {name: guess.words for name, guess in guesses.items()}
        return Drafted(draft=draft, warnings=warnings, guessed=guessed)

    def may_be(self, incoming: Incoming, known_digest: str) -> bool:
        """Whether the file is unchanged if its document had this digest; known without reading it."""
        splitting = self._chunker.fingerprint
        return known_digest in possible_digests(incoming.content, incoming.sidecar, splitting, incoming.place)

    def _reader(self, incoming: Incoming) -> Reader:
        if incoming.suffix not in READERS:
            raise refused(Reason.UNSUPPORTED_TYPE, incoming.name)
        return self._readers.setdefault(incoming.suffix, READERS[incoming.suffix]())

    def _digest(self, incoming: Incoming, raw: dict[str, Any]) -> str:
        stem, kind = incoming.place
        used = ("" if raw.get("id") and raw.get("title") else stem, "" if raw.get("kind") else kind)
        beside = incoming.sidecar + _bytes_of(incoming.corrections)
        return digest(incoming.content, beside, self._chunker.fingerprint, used)


def _bytes_of(corrections: Mapping[str, Any]) -> bytes:
    return json.dumps(corrections, ensure_ascii=False, sort_keys=True).encode("utf-8") if corrections else b""


def _without_title(blocks: Sequence[Block], title: str) -> tuple[Block, ...]:
    """The blocks without the document's title at the beginning of their heading paths: it is known already."""
    wanted = _comparable(title)
    return tuple(
        replace(block, heading=block.heading[1:])
        if block.heading and _comparable(block.heading[0]) == wanted
        else block
        for block in blocks
    )


def _comparable(text: str) -> str:
    return one_line(clean(text)).casefold()
