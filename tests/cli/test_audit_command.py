from __future__ import annotations

from datetime import UTC, datetime

import pytest

from teranga.domains.activity.models import AuditDayHead, AuditEntry, AuditHead
from tests.cli.commanding import Teranga
from tests.domains.activity.chains import a_chain, cut_off_with_the_head
from tests.factories.communities import a_community

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_whole_chains_are_ok_and_told_by_their_communities(teranga: Teranga) -> None:
    a_chain(3, a_community("python-lome").pk)
    a_chain(2, None)
    done = teranga("audit", "verify")
    assert (done.code, done.out.splitlines()) == (
        0, ["ok    the installation itself: 2 entries", "ok    python-lome: 3 entries"],
    )  # fmt: skip


def test_a_tampered_chain_is_named_with_its_first_bad_entry_and_fails(teranga: Teranga) -> None:
    place = a_community("python-lome")
    a_chain(5, place.pk)
    AuditEntry.objects.filter(community_id=place.pk, sequence=3).update(verb="page.delete")
    done = teranga("audit", "verify")
    assert (done.code, done.out) == (1, "BAD   python-lome: entry 3 was edited or put in another's place\n")
    assert "Keep this copy" in done.err


def test_printed_heads_find_a_cut_that_took_every_trace_in_the_database_along(teranga: Teranga) -> None:
    a_chain(5, 7)
    printed = teranga("audit", "heads").out
    kept = teranga.file("heads.txt", printed)
    cut_off_with_the_head(4, 5)
    AuditDayHead.objects.all().delete()
    assert teranga("audit", "verify").code == 0
    done = teranga("audit", "verify", "--heads", kept)
    assert done.code == 1
    assert "entry 4 is missing: the end of the chain was cut off after entry 3" in done.out


def test_heads_of_a_chain_that_vanished_whole_are_missed(teranga: Teranga) -> None:
    a_chain(2, 7)
    kept = teranga.file("heads.txt", teranga("audit", "heads").out)
    for model in (AuditHead, AuditDayHead):
        model.objects.all().delete()
    AuditEntry.objects.filter(community_id=7).delete()
    assert teranga("audit", "verify").code == 0
    assert teranga("audit", "verify", "--heads", kept).code == 1


def test_only_one_community_can_be_asked_for(teranga: Teranga) -> None:
    for slug in ("python-lome", "python-kara"):
        a_chain(2, a_community(slug).pk)
    assert teranga("audit", "verify", "--community", "python-kara").out == "ok    python-kara: 2 entries\n"
    assert len(teranga("audit", "heads", "--community", "python-kara").out.splitlines()) == 1


@pytest.mark.parametrize(
    "content", ["hello", "2026-11-21 7 3 abc", "soon 7 3 " + "a" * 64, "2026-11-21 x 3 " + "a" * 64]
)
def test_a_file_that_holds_no_heads_is_refused_with_its_line(teranga: Teranga, content: str) -> None:
    done = teranga("audit", "verify", "--heads", teranga.file("heads.txt", f"\n{content}\n"))
    assert (done.code, done.err.startswith("teranga: Line 2 of ")) == (2, True)


def test_what_is_not_there_is_refused_in_a_sentence(teranga: Teranga) -> None:
    assert (
        teranga("audit", "verify", "--community", "nowhere").err
        == "teranga: There is no community “nowhere” here.\n"
    )
    assert (
        teranga("audit", "verify", "--heads", "/nowhere").err
        == "teranga: /nowhere cannot be read as heads.\n"
    )
