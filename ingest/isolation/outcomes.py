"""What a job in the room may use, and how it says that a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.synchronising import Reason

_MEGABYTE = 1024 * 1024


class Unreadable(Exception):
    """A file cannot be read. Raised by jobs, and by the room for whatever else goes wrong while one is done.

    `words` say more exactly what is wrong than the usual sentence, in Korean and in English; `detail` is for the log.
    """

    def __init__(self, reason: Reason, words: tuple[str, str] | None = None, detail: str = "") -> None:
        super().__init__(reason, words, detail)
        self.reason = reason
        self.words = words
        self.detail = detail


@dataclass(frozen=True)
class Limits:
    """What the child may use: address space and size of the result in bytes, time without work in seconds."""

    memory_bytes: int = 2048 * _MEGABYTE
    result_bytes: int = 64 * _MEGABYTE
    idle_seconds: float = 60.0
