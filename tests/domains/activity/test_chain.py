"""J09: whatever somebody does to the rows of the log, one reading of the chain names the first bad one."""

from __future__ import annotations

import os
import time

import pytest
from django.db import connection, transaction

from teranga.domains.activity.models import AuditDayHead, AuditEntry, AuditHead
from teranga.domains.activity.queries_chain import Fault, Verdict, chains, verify
from teranga.domains.activity.rules import KnownHead
from tests.domains.activity import chains as tampering
from tests.domains.activity.chains import a_chain, planned

pytestmark = pytest.mark.django_db
LENGTH = 10_000
LONGEST_VERIFY = 2.0  # seconds of work, on the smallest machine this is for


class _Undo(Exception):
    pass


def outcomes(count: int) -> tuple[list[str], float]:
    """What was done and not found rightly, and the longest time that one reading took."""
    a_chain(LENGTH)
    head = AuditHead.objects.get(chain=7)
    noted = KnownHead(7, head.last_sequence, head.last_hash)
    wrong, longest = [], 0.0
    for how, place in planned(count, LENGTH, os.environ["TERANGA_TEST_COMMIT"]):
        try:
            with transaction.atomic():
                expected = how(place, LENGTH)
                began = time.process_time()
                found = verify(7, [noted])
                longest = max(longest, time.process_time() - began)
                if found.fault is None or found.fault.place != expected:
                    wrong.append(f"{how.__name__} at {place}: {found.fault}, expected {expected}")
                raise _Undo
        except _Undo:
            continue
    assert verify(7, [noted]) == Verdict(7, LENGTH, None)
    return wrong, longest


def test_j09_fifty_tamperings_are_found_and_each_names_the_first_bad_row() -> None:
    wrong, longest = outcomes(50)
    assert wrong == []
    assert longest <= LONGEST_VERIFY


@pytest.mark.long
def test_j09_five_hundred_tamperings_are_found() -> None:
    wrong, longest = outcomes(500)
    print(f"500 tamperings of {LENGTH} rows: {500 - len(wrong)} found, the longest reading {longest:.2f} s")
    assert wrong == []
    assert longest <= LONGEST_VERIFY


def test_a_whole_chain_has_no_fault() -> None:
    a_chain(30)
    a_chain(4, community_id=None)
    assert [verify(chain) for chain in chains()] == [Verdict(0, 4, None), Verdict(7, 30, None)]


def test_a_community_without_entries_has_no_fault() -> None:
    assert verify(9) == Verdict(9, 0, None)
    assert chains() == []


def test_the_head_of_a_day_shows_what_was_cut_off_after_it() -> None:
    a_chain(30)
    head = AuditHead.objects.get(chain=7)
    AuditDayHead.objects.create(chain=7, day=tampering.BEGAN.date(), sequence=30, hash=head.last_hash)
    assert tampering.cut_off_with_the_head(21, 30) == 21
    fault = verify(7).fault
    assert fault == Fault(7, 21, "is missing: the end of the chain was cut off after entry 20")


def test_only_a_head_kept_outside_shows_a_cut_that_took_every_trace_along() -> None:
    a_chain(30)
    outside = KnownHead(7, 30, AuditHead.objects.get(chain=7).last_hash)
    tampering.cut_off_with_the_head(21, 30)
    assert verify(7) == Verdict(7, 20, None)
    assert verify(7, [outside]).fault == Fault(
        7, 21, "is missing: the end of the chain was cut off after entry 20"
    )


def test_a_chain_made_anew_from_the_first_row_is_not_the_one_that_was_noted() -> None:
    a_chain(30)
    outside = KnownHead(7, 10, tampering.entry(10).hash)
    AuditEntry.objects.filter(community_id=7).delete()
    AuditHead.objects.all().delete()
    a_chain(30)
    AuditEntry.objects.filter(community_id=7).delete()
    AuditHead.objects.all().delete()
    a_chain(10)
    tampering.edit_and_rehash(10, 10)
    AuditHead.objects.filter(chain=7).update(last_hash=tampering.entry(10).hash)
    assert verify(7) == Verdict(7, 10, None)
    assert verify(7, [outside]).fault == Fault(7, 10, "is not the entry that was noted outside")


def test_a_row_that_was_written_over_with_nonsense_is_found() -> None:
    a_chain(5)
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL itself refuses such a value")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE activity_auditentry SET at = 'yesterday' WHERE sequence = 3")
    assert verify(7).fault == Fault(7, 3, "was edited or put in another's place")


def test_a_removed_head_is_found() -> None:
    a_chain(5)
    AuditHead.objects.all().delete()
    assert verify(7).fault == Fault(7, 1, "stands in a chain whose head was removed")


def test_rows_that_are_all_gone_are_missed() -> None:
    a_chain(5)
    AuditEntry.objects.filter(community_id=7).delete()
    assert chains() == [7]
    assert verify(7).fault == Fault(7, 1, "is missing: the end of the chain was cut off after entry 0")


def test_an_entry_written_past_the_program_is_found() -> None:
    a_chain(5)
    AuditEntry.objects.create(community_id=7, acting_as="organiser", verb="page.edit", object_type="page",
                              at=tampering.BEGAN)  # fmt: skip
    fault = verify(7).fault
    assert fault is not None
    assert (fault.place, "stands outside the chain" in fault.what) == (0, True)


def test_an_entry_added_behind_the_end_is_found() -> None:
    a_chain(5)
    head = AuditHead.objects.get(chain=7)
    before = (head.last_sequence, head.last_hash)
    a_chain(1)
    AuditHead.objects.filter(chain=7).update(last_sequence=before[0], last_hash=before[1])
    assert verify(7).fault == Fault(7, 6, "was added behind the end of the chain")
