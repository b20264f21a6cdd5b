"""Generations: complete or growing copies of an index, one of which serves while the next is built."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.clock import utc_now
from assistant.store.database import Database
from assistant.store.tables import GenerationRow, OutboxCounterRow


class GenerationRole(StrEnum):
    """What a generation is for. At most one serves and at most one is being built, for each index."""

    SERVING = "serving"
    BUILDING = "building"
    RETIRED = "retired"


@dataclass(frozen=True, kw_only=True)
class Generation:
    """One copy of an index.

    `fingerprint` names what its contents depend on (the model, the tokenizer), `position` the last outbox
    entry it has applied, `tombstones` the entries deleted from it that still take up room.
    """

    index: str
    name: str
    role: GenerationRole
    fingerprint: str
    position: int
    tombstones: int
    created_at: str


class GenerationRegister:
    """The generations of all indexes, kept in the catalog so that a switch is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def serving(self, index: str) -> Generation | None:
        """The generation people search, or None before the first one is complete."""
        with self._database.reading() as session:
            return _one(session, index, GenerationRole.SERVING)

    def is_building(self, index: str) -> bool:
        """Whether a generation was begun and is not complete: somebody builds it, or was interrupted."""
        with self._database.reading() as session:
            return _one(session, index, GenerationRole.BUILDING) is not None

    def retired(self, index: str) -> list[Generation]:
        """Generations that are no longer used and not yet dropped."""
        with self._database.reading() as session:
            return [_generation(row) for row in _rows(session, index, GenerationRole.RETIRED)]

    def names(self, index: str) -> set[str]:
        """The names of all generations of the index, in every role."""
        with self._database.reading() as session:
            return set(session.scalars(select(GenerationRow.name).where(GenerationRow.index_name == index)))

    def begin(self, index: str, fingerprint: str, position: int | None = None) -> Generation:
        """The generation being built with this fingerprint: an interrupted one, otherwise a new one.

        A new one starts at `position`, by default at the end of the outbox: what its builder copies after
        that includes everything up to there.
        """
        with self._database.writing() as session:
            for row in _rows(session, index, GenerationRole.BUILDING):
                if row.fingerprint == fingerprint:
                    return _generation(row)
            start = session.get_one(OutboxCounterRow, 1).last_position if position is None else position
            row = GenerationRow(
                index_name=index,
                name=secrets.token_hex(6),
                role=GenerationRole.BUILDING,
                fingerprint=fingerprint,
                position=start,
                tombstones=0,
                created_at=utc_now().isoformat(timespec="seconds"),
            )
            session.add(row)
            return _generation(row)

    def advance(self, generation: Generation, position: int, new_tombstones: int = 0) -> Generation:
        """Note that the generation has durably applied the outbox up to `position`."""
        with self._database.writing() as session:
            row = session.get_one(GenerationRow, (generation.index, generation.name))
            row.position = max(row.position, position)
            row.tombstones += new_tombstones
            return _generation(row)

    def switch(self, generation: Generation) -> None:
        """Serve this generation and retire the one before, in one transaction."""
        with self._database.writing() as session:
            for row in _rows(session, generation.index, GenerationRole.SERVING):
                row.role = GenerationRole.RETIRED
            session.get_one(GenerationRow, (generation.index, generation.name)).role = GenerationRole.SERVING

    def retire(self, generation: Generation) -> None:
        """Stop using a generation, for good."""
        with self._database.writing() as session:
            session.get_one(GenerationRow, (generation.index, generation.name)).role = GenerationRole.RETIRED

    def abandon_others(self, index: str, fingerprint: str) -> None:
        """Retire a generation that is being built with another fingerprint than this one."""
        with self._database.writing() as session:
            for row in _rows(session, index, GenerationRole.BUILDING):
                if row.fingerprint != fingerprint:
                    row.role = GenerationRole.RETIRED

    def forget(self, generation: Generation) -> None:
        """Strike a generation off, after its contents have been dropped."""
        with self._database.writing() as session:
            row = session.get(GenerationRow, (generation.index, generation.name))
            if row is not None:
                session.delete(row)


def _rows(session: Session, index: str, role: GenerationRole) -> list[GenerationRow]:
    query = select(GenerationRow).where(GenerationRow.index_name == index, GenerationRow.role == role)
    return list(session.scalars(query.order_by(GenerationRow.name)))


def _one(session: Session, index: str, role: GenerationRole) -> Generation | None:
    rows = _rows(session, index, role)
    return _generation(rows[0]) if rows else None


def _generation(row: GenerationRow) -> Generation:
    return Generation(
        index=row.index_name,
        name=row.name,
        role=GenerationRole(row.role),
        fingerprint=row.fingerprint,
        position=row.position,
        tombstones=row.tombstones,
        created_at=row.created_at,
    )
