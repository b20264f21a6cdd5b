"""What a path that was given stands for: a folder, a JSON-lines file, a ZIP file, or a single file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from assistant.domain.documents import Kind
from ingest.archives import count_entries, is_archive
from ingest.describing import KINDS_BY_FOLDER
from ingest.discovering import Found, listing, text_of
from ingest.json_lines_file import count_lines, has_lines


@dataclass(frozen=True, kw_only=True)
class Source:
    """A path that was given: the root its documents belong to, and the files to take in.

    A *place* is where a document came from, as one text: `ROOT/ORIGIN` for a file (a ZIP file is a folder here),
    `FILE#ID` for a line of a JSON-lines file. `covers` is the prefix of the places whose documents are withdrawn when
    they are gone, None for a single file. `spared` are prefixes under which nothing is withdrawn, since they could not
    be looked into. `further_roots` are folders, JSON-lines files and ZIP files inside, which may have been roots by
    themselves before.
    """

    shown: str
    root: str
    files: tuple[Found, ...] = ()
    covers: str | None = None
    further_roots: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing at the path."""
        return not self.files and self.covers is None

    @property
    def roots(self) -> tuple[str, ...]:
        """All roots that documents in this source may belong to: above it, itself, inside it."""
        above = (text_of(parent) for parent in PurePosixPath(self.root).parents)
        return (*above, self.root, *self.further_roots)

    def within(self, root: str) -> Source:
        """The same files as documents of a root above, which this path was part of before."""
        lead = self.root.removeprefix(root).strip("/")
        files = (replace(file, origin=f"{lead}/{file.origin}".strip("/")) for file in self.files)
        return replace(self, root=root, files=tuple(files))

    def holds(self, place: str) -> bool:
        """Whether a document from this place comes from this path."""
        if self.covers is not None:
            return place.startswith(self.covers)
        return any(place == joined(self.root, file.origin) for file in self.files)

    def count(self) -> int:
        """How many files and lines there are."""
        return sum(_count(file.path) for file in self.files)


def source_of(path: Path) -> Source:
    """What is at a path."""
    shown = text_of(path)
    try:
        resolved = path.expanduser().resolve()
        is_folder, is_there = resolved.is_dir(), resolved.exists()
    except (OSError, RuntimeError, ValueError):  # no access, a link to itself, a name no file can have
        return Source(shown=shown, root=shown)
    if is_folder:
        return _folder(resolved, shown)
    if not is_there:
        return Source(shown=shown, root=text_of(resolved))
    if has_lines(resolved):
        root = text_of(resolved)
        return Source(shown=shown, root=root, files=(Found(path=resolved, origin="", shown=shown),), covers=f"{root}#")
    if is_archive(resolved):
        root = text_of(resolved)
        return Source(shown=shown, root=root, files=(Found(path=resolved, origin="", shown=shown),), covers=f"{root}/")
    file = Found(path=resolved, origin=text_of(resolved.name), shown=shown)
    return Source(shown=shown, root=text_of(resolved.parent), files=(file,))


def joined(root: str, origin: str) -> str:
    """The place of a document: its root and origin as one text."""
    return f"{root}#{origin}" if has_lines(root) else f"{root.rstrip('/')}/{origin}"


def kind_of_folder(root: str, origin: str) -> Kind | None:
    """The kind the innermost folder named `cases`, `policies` or `pilots` stands for, from the root's own name down."""
    folder = PurePosixPath(root).parent if _is_a_file(root) else PurePosixPath(root)
    folders = (folder.name, *PurePosixPath(origin).parts[:-1])
    kinds = [KINDS_BY_FOLDER[folder] for folder in folders if folder in KINDS_BY_FOLDER]
    return kinds[-1] if kinds else None


def _is_a_file(root: Path | str) -> bool:
    """Whether this is a file that holds documents, and can be a root by itself."""
    return has_lines(root) or is_archive(root)


def _count(path: Path) -> int:
    if has_lines(path):
        return count_lines(path)
    return count_entries(path) if is_archive(path) else 1


def _folder(folder: Path, shown: str) -> Source:
    root = text_of(folder)
    found = listing(folder, shown)
    inner = [*found.folders, *(file.origin for file in found.files if _is_a_file(file.path))]
    return Source(
        shown=shown,
        root=root,
        files=found.files,
        covers=joined(root, ""),
        further_roots=tuple(joined(root, origin) for origin in inner),
        spared=tuple(joined(root, "" if origin == "." else f"{origin}/") for origin in found.unreadable),
    )
