"""Carrying an installation to the other database: the same content, or nothing at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from django.db import connection

from teranga.base import search
from teranga.base.backup import moving
from teranga.base.backup.engines import opened, settings_for
from teranga.base.backup.refusal import BackupRefused
from teranga.base.backup.tables import table_hashes
from teranga.domains.communities.models import Community
from teranga.domains.people.models import Person
from teranga.foundation.config import read_database
from tests.base.backup.worlds import fill
from tests.conftest import run_directory
from tests.postgresql import Cluster, NoPostgreSQL

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database of the other kind, brought up to date once for all that copy it."""
    if connection.vendor != "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('prepared')}/elsewhere.sqlite3"
        moving.prepare(url)
        yield url
        return
    try:
        started = Cluster.start(run_directory() / f"other-{os.getpid()}")
    except NoPostgreSQL as missing:
        pytest.skip(str(missing))
    sql(started.url, "CREATE DATABASE prepared")
    moving.prepare(named(started.url, "prepared"))
    yield started.url
    started.stop()


@pytest.fixture
def elsewhere(tmp_path: Path, prepared: str) -> Iterator[str]:
    """An empty database of the other kind, prepared, under its alias."""
    if connection.vendor == "sqlite":
        sql(prepared, "DROP DATABASE IF EXISTS elsewhere WITH (FORCE)")
        sql(prepared, "CREATE DATABASE elsewhere TEMPLATE prepared")
        url = named(prepared, "elsewhere")
    else:
        url = f"sqlite:///{tmp_path}/elsewhere.sqlite3"
        shutil.copy(prepared.removeprefix("sqlite:///"), tmp_path / "elsewhere.sqlite3")
    with opened(settings_for(read_database(url, tmp_path))) as alias:
        yield alias


def named(url: str, database: str) -> str:
    return url.replace("@/postgres?", f"@/{database}?")


def sql(url: str, statement: LiteralString) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(statement)


def a_findable_community() -> None:
    document = search.Document("page", 1, "fr", "Ŋutsu Lomé", "le fleuve et la rivière", "/x/")
    search.replace([document], kind="page", object_ids=[1])


def test_everything_is_the_same_on_the_other_side(elsewhere: str) -> None:
    fill(200)
    a_findable_community()
    moved = moving.move(elsewhere)
    assert moved.rows >= 2_000
    assert table_hashes(elsewhere) == table_hashes()


def test_new_rows_get_numbers_after_the_moved_ones(elsewhere: str) -> None:
    fill(3)
    highest = max(Person.objects.values_list("id", flat=True))
    moving.move(elsewhere)
    fresh = Person.objects.using(elsewhere).create(created_at=Person.objects.first().created_at)  # type: ignore[union-attr]
    assert fresh.pk > highest


def test_a_filled_database_is_refused_and_left_as_it_is(elsewhere: str) -> None:
    fill(3)
    moving.move(elsewhere)
    before = table_hashes(elsewhere)
    with pytest.raises(BackupRefused, match="is not empty"):
        moving.move(elsewhere)
    assert table_hashes(elsewhere) == before


def test_a_move_that_ends_half_way_leaves_the_other_side_empty_and_can_be_done_again(elsewhere: str) -> None:
    fill(30)

    def stop(table: str, rows: int) -> None:
        if table == "communities_membership":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moving.move(elsewhere, progress=stop)
    assert Community.objects.using(elsewhere).count() == 0
    moving.move(elsewhere)
    assert table_hashes(elsewhere) == table_hashes()
