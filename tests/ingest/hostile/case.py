"""One hostile file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

READ = "read"


@dataclass(frozen=True)
class Case:
    """A file: its name, what makes its bytes, and the codes it may end with (for an archive those of its entries).

    A code is a reason for refusing it, or `read`. Several codes, parted by `|`, are equally good. `is_slow` keeps it
    out of the tests: it takes long to make or to read.
    """

    name: str
    make: Callable[[], bytes]
    expected: tuple[str, ...]
    is_slow: bool = False

    def is_right(self, codes: tuple[str, ...]) -> bool:
        """Whether the file ended as it should."""
        return len(codes) == len(self.expected) and all(
            code in wanted.split("|") for code, wanted in zip(codes, self.expected, strict=True)
        )


def case(name: str, content: bytes | Callable[[], bytes], *expected: str, is_slow: bool = False) -> Case:
    """A case; content that is cheap to make may be given as it is."""
    return Case(name, content if callable(content) else lambda: content, expected, is_slow)
