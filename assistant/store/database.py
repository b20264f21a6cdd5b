"""The SQL database under the catalog: opening, migrating, and the two kinds of transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.errors import StoreError
from assistant.store import migrations
from assistant.store.tables import OutboxCounterRow

BUSY_TIMEOUT_SECONDS = 30
"""How long a transaction waits for another one before it gives up."""

_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_ALLOWED = "allowed: sqlite:///FILE, postgresql+psycopg://USER:PASSWORD@HOST/NAME"
_MIGRATION_LOCK = 4_711_001  # any constant: the name of our advisory lock in PostgreSQL
_migrating = threading.Lock()  # Alembic keeps its context in module globals


class Database:
    """An opened, migrated database. Every write is one transaction, and there is one writer at a time.

    Holding the outbox counter while writing makes outbox positions appear in the order of the commits. Without
    it, on PostgreSQL, an index could pass a position whose transaction commits later, and miss it for good.
    """

    def __init__(self, url: str) -> None:
        """Open and migrate to the newest revision. Raises StoreError naming the URL without its password."""
        parsed = _parse(url)
        self.shown_url = parsed.render_as_string(hide_password=True)
        with translated(f"catalog {self.shown_url}"):
            _make_parent(parsed)
            self._engine = _engine(parsed)
            self._writer = self._engine.execution_options(writes=True)
            try:
                _migrate(self._engine, self._writer)
            except BaseException:
                self._engine.dispose()
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the catalog on SQLite, and committed states on PostgreSQL."""
        with translated(f"catalog {self.shown_url}"), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all."""
        with translated(f"catalog {self.shown_url}"), Session(self._writer) as session, session.begin():
            session.get(OutboxCounterRow, 1, with_for_update=True)
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


@contextmanager
def translated(subject: str) -> Iterator[None]:
    """Turn the errors of SQLAlchemy, its drivers and Alembic into StoreError."""
    try:
        yield
    except (SQLAlchemyError, CommandError, UnicodeError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise StoreError(
            "카탈로그를 사용할 수 없습니다. 주소와 권한, 남은 저장 공간을 확인해 주세요. / "
            f"{subject} cannot be used: {_first_line(cause)}. "
            "Check the address, the permissions and the free disk space."
        ) from error


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        scheme = url.partition(":")[0][:20]
        raise StoreError(
            f"{scheme}:…: 데이터베이스 주소로 읽을 수 없습니다. / This is not a database URL; {_ALLOWED}"
        ) from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None or (driver == "sqlite" and parsed.database in (None, "", ":memory:")):
        raise StoreError(
            f"{parsed.render_as_string(hide_password=True)}: 지원하지 않는 데이터베이스 주소입니다. / "
            f"This kind of database is not supported; {_ALLOWED}"
        )
    return parsed.set(drivername=driver)


def _make_parent(url: URL) -> None:
    if url.drivername == "sqlite":
        Path(str(url.database)).expanduser().absolute().parent.mkdir(parents=True, exist_ok=True)


def _engine(url: URL) -> Engine:
    sizes = {"pool_size": 8, "max_overflow": 32}
    if url.drivername != "sqlite":
        engine = create_engine(
            url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 10}, **sizes
        )
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_SECONDS}, **sizes)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgresql(connection: Any, _record: object) -> None:
    connection.execute(f"SET lock_timeout = '{BUSY_TIMEOUT_SECONDS}s'")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that a writer can say IMMEDIATE
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer that begins as a reader fails at once when another one has written in between.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, writer: Engine) -> None:
    with engine.connect() as connection:
        revision = _revision(connection)
    if revision == migrations.HEAD:
        return
    if revision is not None and revision > migrations.HEAD:
        raise StoreError(
            f"카탈로그가 더 새로운 판({revision})으로 만들어졌습니다. 프로그램을 새 판으로 올려 주세요. / "
            f"The catalog is at revision {revision}, this program knows {migrations.HEAD}: "
            "update the program."
        )
    with _migrating, writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        if _revision(connection) != migrations.HEAD:
            folder = str(Path(migrations.__file__).parent).replace("%", "%%")
            config = Config()
            config.set_main_option("script_location", folder)
            config.set_main_option("path_separator", "os")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
