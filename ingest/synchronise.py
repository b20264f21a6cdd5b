"""Bringing files and folders into the catalog by difference: what is new, changed, unchanged, gone or refused."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from assistant.clock import Clock, utc_now
from assistant.domain.documents import Document, DocumentState
from assistant.domain.synchronising import FileOutcome, FileResult, Reason, SynchroniseReport
from assistant.errors import AdvisorError, DocumentRefused
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals
from ingest.archives import Entry, entries, is_archive
from ingest.chunking import Chunker
from ingest.discovering import Found, is_regular, sidecar_of, text_of
from ingest.drafting import Drafted, Drafter, Incoming
from ingest.json_lines_file import LINES_SUFFIX, JsonLine, has_lines, json_lines
from ingest.readers import READERS
from ingest.refusals import refused, too_large, unsupported
from ingest.sources import Source, joined, kind_of_folder, source_of

ProgressTold = Callable[[str, int, int], None]
"""Told after each file or line: its name, how many are done, how many there are in all."""

_log = logging.getLogger(__name__)


class Synchroniser:
    """Synchronises files, folders, ZIP files and JSON-lines files with the catalog.

    A folder, ZIP file or JSON-lines file is the root of its documents: those that came from it before and are gone are
    withdrawn.
    A single file withdraws nothing. A file that is refused keeps its earlier version served.
    """

    def __init__(
        self, catalog: Catalog, originals: Originals, chunker: Chunker, max_file_bytes: int, clock: Clock = utc_now
    ) -> None:
        self._catalog = catalog
        self._originals = originals
        self._drafter = Drafter(chunker, clock)
        self._max_file_bytes = max_file_bytes

    def synchronise(self, paths: Sequence[Path], progress: ProgressTold | None = None) -> SynchroniseReport:
        """Take in everything under the paths. Never raises for a bad file; the report says what became of each.

        Raises StoreError when the catalog cannot be used at all.
        """
        run = _Run(self._catalog, self._originals, self._drafter, self._max_file_bytes, progress)
        run.take([source_of(path) for path in paths])
        return SynchroniseReport(results=tuple(run.results))


@dataclass(frozen=True)
class _Known:
    """A document the catalog knows from a place, and the root it belongs to."""

    document_id: str
    root: str


@dataclass
class _Run:
    """One call of `synchronise`: what has been seen and done so far."""

    catalog: Catalog
    originals: Originals
    drafter: Drafter
    max_file_bytes: int
    progress: ProgressTold | None
    results: list[FileResult] = field(default_factory=list)
    _total: int = 0
    _claimed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Ids of this run: the place each was first seen at, and how it is shown to people."""
    _former: dict[str, str] = field(default_factory=dict)
    """Place to id, of the documents this run withdraws if it does not meet them."""
    _refused: set[str] = field(default_factory=set)
    """Places whose file or line was refused; what came from there before stays."""
    _spared: list[str] = field(default_factory=list)
    """Prefixes of places nothing is withdrawn from."""

    def take(self, sources: Sequence[Source]) -> None:
        """Take in all sources, then withdraw what is gone: it may have moved from one source to another."""
        self._total = sum(source.count() for source in sources)
        for source in sources:
            self._take_source(source)
        self._withdraw_what_is_gone()

    def _take_source(self, source: Source) -> None:
        if source.is_missing:
            self._tell(_refusal(source.shown, refused(Reason.NOT_FOUND, source.shown)))
            return
        for place in source.spared:
            self._spared.append(place)
            words = "폴더를 열 수 없습니다. 접근 권한을 확인해 주세요."
            self._tell(_refusal(place, refused(Reason.INTERNAL, place, words)))
        known = self._known(source)
        if source.covers is not None:
            self._former |= {place: document.document_id for place, document in known.items()}
        source = source.within(_home(source, known.values()))
        for file in source.files:
            if has_lines(file.path):
                self._take_lines(source, file)
            elif is_archive(file.path):
                self._take_archive(source, file, known)
            else:
                self._take_file(source, file, known.get(joined(source.root, file.origin)))

    def _known(self, source: Source) -> dict[str, _Known]:
        """What the catalog knows from the places of a source, by place."""
        return {
            place: _Known(document_id, root)
            for root in source.roots
            for origin, document_id in self.catalog.under_root(root).items()
            if source.holds(place := joined(root, origin))
        }

    # one file or line

    def _take_file(self, source: Source, file: Found, known: _Known | None) -> None:
        place = joined(source.root, file.origin)
        known_id = known.document_id if known else None
        self._attempt(lambda: self._taken(self._read(file, source.root), known_id, place), place, file.shown)

    def _take_archive(self, source: Source, file: Found, known: Mapping[str, _Known]) -> None:
        """Take in each document of a ZIP file. The source may be the file itself or a folder around it."""
        lead = f"{file.origin}/" if file.origin else ""
        try:
            for entry in entries(file.path, file.shown, self.max_file_bytes):
                self._take_entry(entry, source.root, f"{lead}{entry.origin}", known)
        except (DocumentRefused, OSError) as error:
            self._spared.append(joined(source.root, lead))
            refusal = error if isinstance(error, DocumentRefused) else _unreadable(file.shown, error)
            self._tell(_refusal(file.shown, refusal))

    def _take_entry(self, entry: Entry, root: str, origin: str, known: Mapping[str, _Known]) -> None:
        place = joined(root, origin)
        known_id = known[place].document_id if place in known else None

        def taken() -> FileResult:
            if entry.refusal:
                raise entry.refusal
            path = PurePosixPath(entry.origin)
            suffix = path.suffix.lower()
            if suffix not in READERS or has_lines(path.name):
                raise unsupported(entry.shown, suffix)
            incoming = Incoming(
                content=entry.content,
                sidecar=entry.sidecar,
                name=entry.shown,
                stem=path.stem,
                suffix=suffix,
                folder_kind=kind_of_folder(root, origin),
                root=root,
                origin=origin,
            )
            return self._taken(incoming, known_id, place)

        self._attempt(taken, place, entry.shown)

    def _take_lines(self, source: Source, file: Found) -> None:
        """Take in each line of a JSON-lines file. The source may be the file itself or a folder around it."""
        lead = f"{file.origin}#" if file.origin else ""
        try:
            for line in json_lines(file.path, file.shown, self.max_file_bytes):
                self._take_line(line, source.root, f"{lead}{line.document_id or ''}")
        except (DocumentRefused, OSError) as error:
            self._spared.append(joined(source.root, lead))
            refusal = error if isinstance(error, DocumentRefused) else _unreadable(file.shown, error)
            self._tell(_refusal(file.shown, refusal))

    def _take_line(self, line: JsonLine, root: str, origin: str) -> None:
        """Take in a line. One whose id cannot be made out spares all documents of its file: it may be any of them."""

        def taken() -> FileResult:
            if line.refusal:
                raise line.refusal
            incoming = Incoming(
                content=line.content,
                name=line.name,
                stem=line.document_id or "",
                suffix=LINES_SUFFIX,
                folder_kind=kind_of_folder(root, origin),
                root=root,
                origin=origin,
            )
            return self._taken(incoming, line.document_id, f"{place} {line.name}")

        place = joined(root, origin)
        if line.document_id is None:
            self._spared.append(place)
        self._attempt(taken, place, line.name)

    def _attempt(self, taken: Callable[[], FileResult], place: str, shown: str) -> None:
        """Take in one file or line; whatever goes wrong becomes a refusal, and what came from there before stays."""
        try:
            result = taken()
        except DocumentRefused as refusal:
            result = _refusal(shown, refusal)
        except OSError as error:
            result = _refusal(shown, _unreadable(shown, error))
        except AdvisorError as error:
            _log.exception("could not store %s", shown)
            result = _refusal(shown, refused(Reason.INTERNAL, shown, str(error)))
        except Exception:
            _log.exception("could not take in %s", shown)
            result = _refusal(shown, refused(Reason.INTERNAL, shown))
        if result.outcome is FileOutcome.REFUSED:
            self._refused.add(place)
        self._tell(result)

    def _read(self, file: Found, root: str) -> Incoming:
        """The file from disk. Raises DocumentRefused, OSError."""
        suffix = file.path.suffix.lower()
        if suffix not in READERS or not is_regular(file.path):
            raise unsupported(file.shown, suffix)
        size = file.path.stat().st_size
        if size > self.max_file_bytes:
            raise too_large(file.shown, size, self.max_file_bytes)
        sidecar = sidecar_of(file.path)
        return Incoming(
            content=file.path.read_bytes(),
            sidecar=sidecar.read_bytes() if sidecar else b"",
            name=file.shown,
            stem=text_of(file.path.stem),
            suffix=suffix,
            folder_kind=kind_of_folder(root, file.origin),
            root=root,
            origin=file.origin,
        )

    def _taken(self, incoming: Incoming, known_id: str | None, place: str) -> FileResult:
        """Take in what has been read. Raises DocumentRefused, StoreError."""
        known = self.catalog.document(known_id) if known_id else None
        if known and self._is_unchanged(known, incoming):
            self._claim(known.id, place, incoming.name)
            return _result(incoming.name, FileOutcome.UNCHANGED, known)
        drafted = self.drafter.draft(incoming)
        document_id = drafted.draft.metadata.id
        self._claim(document_id, place, incoming.name)
        before = known if known_id == document_id else self.catalog.document(document_id)
        return self._put(drafted, before, incoming.name)

    def _is_unchanged(self, known: Document, incoming: Incoming) -> bool:
        newest = known.newest
        return (
            known.state is DocumentState.PUBLISHED
            and (newest.root, newest.origin) == (incoming.root, incoming.origin)
            and self.drafter.may_be(incoming, newest.digest)
        )

    def _claim(self, document_id: str, place: str, shown: str) -> None:
        """Note that this place holds this document. Raises DocumentRefused when another one of this run does."""
        first_place, first = self._claimed.setdefault(document_id, (place, shown))
        if first_place != place:
            words = f"같은 id '{document_id}'를 {first}에서 이미 썼습니다. 둘 중 하나의 id를 바꿔 주세요."
            raise refused(Reason.DUPLICATE_ID, shown, words)

    def _put(self, drafted: Drafted, before: Document | None, shown: str) -> FileResult:
        draft = drafted.draft
        outcome, version = self.catalog.put(draft, self.originals.put(draft.original))
        return FileResult(
            path=shown,
            outcome=outcome,
            document_id=version.document_id,
            version=version.number,
            chunks=version.chunk_count,
            warnings=(*_taken_over(before, draft.root, draft.origin), *drafted.warnings),
            report=draft.report,
        )

    # what is gone

    def _withdraw_what_is_gone(self) -> None:
        """Withdraw the documents whose files are gone, or now hold another document."""
        spared = tuple(self._spared)
        for place, document_id in sorted(self._former.items()):
            if document_id not in self._claimed and place not in self._refused and not place.startswith(spared):
                self.catalog.withdraw(document_id, "원본이 없어짐")
                words = "원본이 없어져 이 문서를 더 이상 보여 주지 않습니다."
                result = FileResult(
                    path=place, outcome=FileOutcome.WITHDRAWN, document_id=document_id, message=f"{place}: {words}"
                )
                self.results.append(result)

    def _tell(self, result: FileResult) -> None:
        self.results.append(result)
        if self.progress:
            self.progress(result.path, len(self.results), max(self._total, len(self.results)))


def _home(source: Source, known: Iterable[_Known]) -> str:
    """The root the source's documents belong to: a folder above that they came in with before, else its own.

    So a file or folder that is synchronised by itself stays part of the whole.
    """
    roots = {document.root for document in known if source.root.startswith(joined(document.root, ""))}
    return min(roots, key=len, default=source.root)


def _result(shown: str, outcome: FileOutcome, document: Document) -> FileResult:
    newest = document.newest
    return FileResult(
        path=shown,
        outcome=outcome,
        document_id=document.id,
        version=newest.number,
        chunks=newest.chunk_count,
    )


def _taken_over(before: Document | None, root: str, origin: str) -> tuple[str, ...]:
    """A warning when the id belongs to a document from another place that is still there."""
    if before is None or before.state is not DocumentState.PUBLISHED:
        return ()
    old, new = joined(before.newest.root, before.newest.origin), joined(root, origin)
    if old == new or not _is_there(old) or old.partition("#")[0] == new.partition("#")[0]:
        return ()
    return (f"같은 id '{before.id}'의 문서가 {old}에도 있습니다. 그 문서의 새 판으로 등록했습니다.",)


def _is_there(place: str) -> bool:
    """Whether the file a document came from, or the ZIP file it was in, is there."""
    path = Path(place.partition("#")[0])
    return path.is_file() or any(is_archive(parent) and parent.is_file() for parent in path.parents)


def _refusal(shown: str, refusal: DocumentRefused) -> FileResult:
    return FileResult(
        path=shown,
        outcome=FileOutcome.REFUSED,
        reason=refusal.reason,
        message=refusal.message,
        report=refusal.report,
    )


def _unreadable(shown: str, error: OSError) -> DocumentRefused:
    if isinstance(error, FileNotFoundError):
        return refused(Reason.NOT_FOUND, shown)
    words = f"파일을 열 수 없습니다({error.strerror}). 접근 권한과 저장 장치를 확인해 주세요."
    return refused(Reason.INTERNAL, shown, words)
