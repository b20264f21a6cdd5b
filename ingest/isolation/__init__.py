"""A room of its own for reading files that may be broken or hostile: a child process with limits."""

from ingest.isolation.outcomes import Limits, Unreadable
from ingest.isolation.room import ROOM, Room

__all__ = ["ROOM", "Limits", "Room", "Unreadable"]
