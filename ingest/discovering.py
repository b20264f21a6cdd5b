"""Which files of a folder are documents, and what each is called."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

_IGNORED_NAMES = frozenset({"dictionary.yml", "readme.md", "__pycache__", "__macosx", "thumbs.db", "desktop.ini"})
_IGNORED_ENDINGS = (".source.md", ".meta.yml", ".meta.yaml", ".py")
_SIDECAR_ENDINGS = (".meta.yml", ".meta.yaml")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A file: where it is, its place in the folder that was listed (`cases/a.md`), and how people see it named."""

    path: Path
    origin: str
    shown: str


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What a folder holds: files in the order of their origins, its folders, and those that could not be listed."""

    files: tuple[Found, ...]
    folders: tuple[str, ...]
    unreadable: tuple[str, ...]


def listing(root: Path, shown: str) -> Listing:
    """All files under a folder, but for what is no document: README.md, sources and metadata of documents, Python,
    hidden files and folders, symbolic links that leave the folder. `root` is resolved; `shown` names it to people.
    """
    files, folders, unreadable = [], [], []
    for folder, names, is_readable in _folders(root):
        origin = text_of(folder.relative_to(root))
        if not is_readable:
            unreadable.append(origin)
            continue
        if folder != root:
            folders.append(origin)
        for name in names:
            path = folder / name
            place = text_of(path.relative_to(root))
            if not is_ignored(name) and not _leaves(path, root):
                files.append(Found(path=path, origin=place, shown=f"{shown.rstrip('/')}/{place}"))
    files.sort(key=lambda found: found.origin)
    return Listing(files=tuple(files), folders=tuple(sorted(folders)), unreadable=tuple(sorted(unreadable)))


def sidecar_of(path: Path) -> Path | None:
    """The metadata file beside a document: `NAME.meta.yml` or `NAME.pdf.meta.yml`, in any Unicode form."""
    for name in sidecar_names(path.name):
        for form in (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)):
            candidate = path.with_name(form)
            if os.path.isfile(candidate):  # unlike Path.is_file, False for names that are too long
                return candidate
    return None


def sidecar_names(origin: str) -> tuple[str, ...]:
    """What the metadata file beside a document may be called, the likeliest first. `origin` may have folders."""
    stems = (origin.removesuffix(PurePosixPath(origin).suffix), origin)
    return tuple(stem + ending for stem in stems for ending in _SIDECAR_ENDINGS)


def is_regular(path: Path) -> bool:
    """Whether this is a plain file, not a device, pipe or socket."""
    return stat.S_ISREG(path.stat().st_mode)


def text_of(path: PurePath | str) -> str:
    """A path as text that can be stored and compared: composed (NFC), `/` between names, no undecodable bytes."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", name.replace(os.sep, "/"))


def _folders(root: Path) -> Iterator[tuple[Path, list[str], bool]]:
    """Each folder with its files, and whether it could be listed."""
    failed: list[Path] = []
    note: Callable[[OSError], None] = lambda error: failed.append(Path(error.filename))  # noqa: E731
    for folder, folders, names in os.walk(root, onerror=note):
        folders[:] = [name for name in folders if not is_ignored(name) and not (Path(folder) / name).is_symlink()]
        yield Path(folder), names, True
    for folder_path in failed:
        yield folder_path, [], False


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name holds no document."""
    lower = text_of(name).lower()
    return name.startswith(".") or lower in _IGNORED_NAMES or lower.endswith(_IGNORED_ENDINGS)


def _leaves(path: Path, root: Path) -> bool:
    try:
        return path.is_symlink() and not path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link to itself
        return True
