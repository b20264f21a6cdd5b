"""Opening a catalog: what is made, what is refused, and that no password is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from assistant.errors import StoreError
from assistant.store import migrations
from assistant.store.catalog import Catalog
from assistant.store.tables import Base
from tests.contracts.conftest import free_port
from tests.store.samples import draft


def test_the_parent_folder_is_made_and_sqlite_is_set_up_for_many_readers(tmp_path: Path) -> None:
    file = tmp_path / "새 폴더" / "100%" / "catalog.sqlite3"
    Catalog(f"sqlite:///{file}").close()

    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "catalog.sqlite3"
    file.write_bytes(b"this is not a database at all, it is a letter" * 100)
    with pytest.raises(StoreError, match=r"catalog\.sqlite3"):
        Catalog(f"sqlite:///{file}")


def test_a_folder_that_cannot_be_made_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"file/below"):
        Catalog(f"sqlite:///{tmp_path / 'file' / 'below' / 'catalog.sqlite3'}")


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql://me:s3cret@host/name", "no address: s3cret"]
)
def test_an_address_that_is_not_supported_is_refused_with_what_is(url: str) -> None:
    with pytest.raises(StoreError, match=r"sqlite:///FILE, postgresql") as refusal:
        Catalog(url)
    assert "s3cret" not in str(refusal.value)


def test_a_silent_postgresql_is_told_without_its_password() -> None:
    with pytest.raises(StoreError, match=r"127\.0\.0\.1") as refusal:
        Catalog(f"postgresql+psycopg://someone:s3cret@127.0.0.1:{free_port()}/catalog")
    assert "s3cret" not in str(refusal.value)


def test_a_postgresql_that_goes_away_is_a_store_error(postgresql_url: str) -> None:
    catalog = Catalog(postgresql_url)
    name = postgresql_url.rpartition("/")[2]
    with psycopg.connect(postgresql_url.replace(name, "postgres"), autocommit=True) as administrator:
        administrator.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
    with pytest.raises(StoreError, match="cannot be used"):
        catalog.documents()
    with pytest.raises(StoreError, match="cannot be used"):
        catalog.put(draft(), "d")
    catalog.close()


def test_a_catalog_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "catalog.sqlite3"
    Catalog(f"sqlite:///{file}").close()
    connection = sqlite3.connect(file)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="9999"):
        Catalog(f"sqlite:///{file}")


def test_the_revisions_lead_to_the_tables_the_program_uses(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'catalog.sqlite3'}"
    Catalog(url).close()
    engine = create_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert differences == []


def test_head_names_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD
