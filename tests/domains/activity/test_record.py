from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from teranga.base.writing import write
from teranga.domains.activity.actions.record import COMMAND_LINE, Actor, record
from teranga.domains.activity.models import AuditEntry, AuditHead
from teranga.domains.activity.queries_chain import Verdict, verify
from teranga.domains.activity.rules import NotForTheRecord
from tests.base.threads import at_once

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def note(community_id: int | None = 7, **more: object) -> AuditEntry:
    return record(**{"by": Actor("organiser", 3), "verb": "page.edit", "object_type": "page", "object_id": 1,
                     "at": NOON, "community_id": community_id, **more})  # type: ignore[arg-type]  # fmt: skip


def places(community_id: int | None = 7) -> list[int | None]:
    return list(
        AuditEntry.objects.filter(community_id=community_id).order_by("id").values_list("sequence", flat=True)
    )


@pytest.mark.django_db
def test_each_community_and_the_installation_have_chains_of_their_own() -> None:
    for community in (7, None, 7, 8, None):
        note(community)
    assert (places(7), places(8), places(None)) == ([1, 2], [1], [1, 2])
    assert [verify(chain).fault for chain in (0, 7, 8)] == [None, None, None]


@pytest.mark.django_db
def test_an_entry_holds_the_digest_of_the_one_before_it() -> None:
    for _ in range(2):
        note()
    first, second = AuditEntry.objects.filter(community_id=7).order_by("sequence")
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert AuditHead.objects.get(chain=7).last_hash == second.hash
    assert len({first.hash, second.hash, ""}) == 3


@pytest.mark.django_db
def test_what_a_savepoint_took_back_leaves_no_gap() -> None:
    with write():
        note()
        try:
            with transaction.atomic():
                note(verb="page.delete")
                raise KeyError
        except KeyError:
            pass
        note(verb="page.publish")
    told = AuditEntry.objects.filter(community_id=7).order_by("sequence").values_list("sequence", "verb")
    assert list(told) == [(1, "page.edit"), (2, "page.publish")]
    assert verify(7) == Verdict(7, 2, None)


@pytest.mark.django_db(transaction=True)
def test_a_write_that_fails_leaves_neither_entry_nor_head() -> None:
    def fail() -> None:
        with write():
            note()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (places(), AuditHead.objects.count()) == ([], 0)
    note()
    assert verify(7) == Verdict(7, 1, None)


@pytest.mark.django_db
def test_a_value_that_would_not_read_back_the_same_is_refused() -> None:
    for value in (0.1, b"bytes", datetime(2026, 1, 1)):  # noqa: DTZ001 -- the refused one
        with pytest.raises(NotForTheRecord):
            note(changes={"share": [None, value]})
    assert places() == []


@pytest.mark.django_db
def test_every_letter_reads_back_as_it_was_bound() -> None:
    note(changes={"nom": ["Ɖɔ ŋkɔ\x00", "😀 \ud800 «é»"], "n": [2**60, None], "at": [NOON, True]})
    assert verify(7) == Verdict(7, 1, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("repeat", range(3))
def test_many_at_once_share_no_place_and_leave_none_empty(repeat: int) -> None:
    def work(number: int) -> None:
        for step in range(10):
            with write():
                note(7 + (number + step) % 2)
                note(7 + (number + step + 1) % 2)

    assert at_once(*(lambda number=number: work(number) for number in range(8))) == [None] * 8
    assert [verify(chain) for chain in (7, 8)] == [Verdict(7, 80, None), Verdict(8, 80, None)]


@pytest.mark.django_db
def test_the_program_and_commands_say_as_whom_they_act() -> None:
    note(by=COMMAND_LINE)
    row = AuditEntry.objects.get(community_id=7)
    assert (row.acting_as, row.actor_id) == ("command line", None)
