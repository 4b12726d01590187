import os
import threading
from pathlib import Path

import pytest
from django.db import connection, transaction

from teranga.base import stamps
from teranga.base.models import Stamp
from teranga.base.writing import write
from tests.base.threads import at_once


class Refused(Exception):
    pass


def write_and_fail(scope: str) -> None:
    with write():
        Stamp.objects.create(scope=scope)
        raise Refused


def versions() -> dict[str, int]:
    return dict(Stamp.objects.values_list("scope", "version"))


@pytest.mark.django_db(transaction=True)
def test_a_write_is_kept_whole() -> None:
    with write():
        stamps.bump(["e:1"])
        assert connection.in_atomic_block
    assert versions() == {"e:1": 2, "i": 2}
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_a_write_that_fails_leaves_nothing_behind() -> None:
    with pytest.raises(Refused):
        write_and_fail("e:1")
    assert versions() == {}


@pytest.mark.django_db(transaction=True)
def test_a_nested_write_that_fails_takes_back_its_own_part_alone() -> None:
    with write():
        Stamp.objects.create(scope="outer")
        with pytest.raises(Refused):
            write_and_fail("inner")
    assert versions() == {"outer": 1}


@pytest.mark.django_db(transaction=True)
def test_a_nested_write_falls_with_the_outer_one() -> None:
    def nested() -> None:
        with write():
            with write():
                Stamp.objects.create(scope="inner")
            raise Refused

    with pytest.raises(Refused):
        nested()
    assert versions() == {}


@pytest.mark.django_db(transaction=True)
def test_a_write_inside_a_plain_transaction_joins_it() -> None:
    def joined() -> None:
        with transaction.atomic():
            with write():
                Stamp.objects.create(scope="inner")
            raise Refused

    with pytest.raises(Refused):
        joined()
    assert versions() == {}


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_process_take_turns_and_lose_nothing() -> None:
    def add_ten() -> None:
        for _ in range(10):
            with write():
                version = Stamp.objects.select_for_update().get(scope="shared").version
                Stamp.objects.filter(scope="shared").update(version=version + 1)

    Stamp.objects.create(scope="shared", version=0)
    assert at_once(*[add_ten] * 6) == [None] * 6
    assert versions() == {"shared": 60}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has many writers at a time")
def test_on_sqlite_one_thread_writes_at_a_time() -> None:
    inside, most = [], []
    turn = threading.Lock()

    def count() -> None:
        with write():
            with turn:
                inside.append(1)
                most.append(len(inside))
            Stamp.objects.count()
            with turn:
                inside.pop()

    at_once(*[count] * 8)
    assert most == [1] * 8


waits_anyway = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL always waits for the disk"
)


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files for which the disk was waited for, each with what another connection saw by then."""
    seen: list[str] = []

    def note(file: int) -> None:
        seen.append(Path(f"/proc/self/fd/{file}").readlink().name)
        at_once(lambda: seen.extend(sorted(versions())))

    monkeypatch.setattr(os, "fdatasync", note)
    return seen


@waits_anyway
@pytest.mark.django_db(transaction=True)
def test_a_durable_write_waits_for_the_disk_once_all_of_it_is_committed(synced: list[str]) -> None:
    with write(durable=True):
        Stamp.objects.create(scope="e:1")
        with write(durable=True):
            Stamp.objects.create(scope="e:2")
        assert synced == []
    assert synced == [f"{Path(str(connection.settings_dict['NAME'])).name}-wal", "e:1", "e:2"]


@waits_anyway
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_disk_who_need_not(synced: list[str]) -> None:
    with write():
        Stamp.objects.create(scope="e:1")
    with pytest.raises(Refused), write(durable=True):
        raise Refused
    assert synced == []


@waits_anyway
@pytest.mark.django_db(transaction=True)
def test_others_write_while_one_waits_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile() -> None:
        with write():
            Stamp.objects.create(scope="e:2")

    monkeypatch.setattr(os, "fdatasync", lambda _file: at_once(meanwhile))
    with write(durable=True):
        Stamp.objects.create(scope="e:1")
    assert versions() == {"e:1": 1, "e:2": 1}
