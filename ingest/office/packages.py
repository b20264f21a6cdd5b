"""What can be told of a ZIP package (HWPX, DOCX, PPTX, XLSX) before it is read: whether it is safe, what it hides."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import IO
from xml.parsers import expat

from assistant.domain.synchronising import Reason
from ingest.isolation import Unreadable

_MEGABYTE = 1024 * 1024
_MOST_PARTS = 10_000
_LARGEST = 512 * _MEGABYTE
"""Bytes of all parts when unpacked."""
_LARGEST_XML = 256 * _MEGABYTE
"""Bytes of one XML part when unpacked. The parser that follows is stricter with most parts."""
_PROLOG = 256 * 1024
"""Bytes at the beginning of a part in which its first element stands."""
_LOCKED = 0x1
_UNSAFE = re.compile(r"[\x00]|^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_NAME_WORDS = (
    "문서 안에 안전하지 않은 이름의 파일이 들어 있어 읽지 않았습니다. 원래 프로그램에서 열어 새 파일로 저장해 주세요.",
    "A part of the document has a name that is not safe. Open it in its own program and save it as a new file.",
)
_SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")
_HIDDEN = re.compile(rb"<(?:\w+:)?sld\b[^>]*\bshow=[\"'](?:0|false)[\"']")


def check_package(content: bytes) -> None:
    """Raises Unreadable: CORRUPT for what is no package, ENCRYPTED, BOMB, UNSAFE_NAME, UNSAFE_XML."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            if any(part.flag_bits & _LOCKED for part in parts):
                raise Unreadable(Reason.ENCRYPTED)
            if any(_UNSAFE.search(part.orig_filename) for part in parts):
                raise Unreadable(Reason.UNSAFE_NAME, _NAME_WORDS)
            for part in parts:
                if _is_xml(part.filename):
                    with archive.open(part) as stream:
                        _check_prolog(stream)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError) as error:
        raise Unreadable(Reason.CORRUPT, detail=str(error)) from None


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if _is_xml(part.filename)), default=0)
    if len(parts) > _MOST_PARTS or total > _LARGEST or largest > _LARGEST_XML:
        raise Unreadable(Reason.BOMB, bomb_words(total))


def hidden_slides(content: bytes) -> frozenset[str]:
    """The parts of a PowerPoint file that hold hidden slides."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        slides = [name for name in archive.namelist() if _SLIDE.fullmatch(name)]
        beginnings = {name: archive.open(name).read(_PROLOG) for name in slides}
    return frozenset(name for name, beginning in beginnings.items() if _HIDDEN.search(beginning))


def bomb_words(size: int) -> tuple[str, str]:
    """The words for a package that becomes too large when it is unpacked (`size` bytes)."""
    megabytes = size // _MEGABYTE
    return (
        f"압축을 풀면 지나치게 커지는 파일({megabytes} MB)이라 읽지 않았습니다. 파일을 나누거나 그림을 줄여 주세요.",
        f"The file becomes too large when unpacked ({megabytes} MB). Split it, or make its pictures smaller.",
    )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".hpf", ".rdf", ".vml"))


def _check_prolog(stream: IO[bytes]) -> None:
    """Raises Unreadable: UNSAFE_XML when the part declares a document type, which is how entity bombs begin."""
    parser = expat.ParserCreate()
    reached = False

    def forbid(*_declaration: object) -> None:
        raise Unreadable(Reason.UNSAFE_XML)

    def stop(*_element: object) -> None:
        nonlocal reached
        reached = True

    parser.StartDoctypeDeclHandler = forbid
    parser.StartElementHandler = stop
    read = 0
    try:
        while not reached and read < _PROLOG and (chunk := stream.read(4096)):
            parser.Parse(chunk)
            read += len(chunk)
    except (expat.ExpatError, LookupError):  # a broken part is for the library to judge
        return
