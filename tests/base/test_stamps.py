import pytest

from teranga.base import stamps
from teranga.base.models import Stamp
from teranga.base.writing import write
from tests.base.threads import at_once


def versions() -> dict[str, int]:
    return dict(Stamp.objects.values_list("scope", "version"))


@pytest.mark.django_db
def test_a_scope_that_never_changed_has_the_first_version() -> None:
    assert stamps.read("e:7") == 1


@pytest.mark.django_db
def test_every_bump_moves_the_installation_too() -> None:
    stamps.bump([stamps.event_scope(7), stamps.community_scope(3), "e:7"])
    assert versions() == {"e:7": 2, "c:3": 2, "i": 2}
    stamps.bump(["c:3"])
    assert versions() == {"e:7": 2, "c:3": 3, "i": 3}
    stamps.bump([stamps.INSTALLATION])
    stamps.bump([])
    assert versions() == {"e:7": 2, "c:3": 3, "i": 5}
    assert [stamps.read(scope) for scope in ("e:7", "c:3", "i")] == [2, 3, 5]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_moves_no_stamp() -> None:
    stamps.bump(["e:7"])

    def change() -> None:
        with write():
            stamps.bump(["e:7"])
            assert stamps.read("e:7") == 3
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert versions() == {"e:7": 2, "i": 2}


@pytest.mark.django_db(transaction=True)
def test_many_writers_lose_no_bump_and_never_lock_each_other_out() -> None:
    def change(scopes: list[str]) -> None:
        for _ in range(5):
            with write():
                stamps.bump(scopes)

    outcomes = at_once(
        lambda: change(["e:1", "c:1"]),
        lambda: change(["c:1", "e:1", "e:2"]),
        lambda: change(["e:2", "c:2", "c:1"]),
    )
    assert outcomes == [None, None, None]
    assert versions() == {"e:1": 11, "e:2": 11, "c:1": 16, "c:2": 6, "i": 16}
