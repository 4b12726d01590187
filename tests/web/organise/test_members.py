"""The members' desk: who stands in the list, what organisers may see, and what leaves as a file."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from teranga.base.jobs import run_due
from teranga.domains.communities.models import Community, Membership
from teranga.domains.people.models import Person, Profile
from tests.everything import everything
from tests.factories.communities import MADE, a_community
from tests.factories.members import a_member, did, on_a_list
from tests.factories.people import a_person
from tests.web.organise.desk import at_the_desk, audited, queries_of, send, text_of

pytestmark = pytest.mark.django_db
ROOT = "/en/organise/lome/members/"


def today() -> date:
    return timezone.now().date()


def test_the_list_shows_the_newest_first_and_the_folded_name_finds() -> None:
    place = a_community("lome")
    a_member(place, "Aïcha Koné")
    a_member(place, "Kofi Boa", level="beginner", help_ways=["mentor"])
    on_a_list(place, "Sena Listed")
    desk = at_the_desk(community=place)
    text = text_of(desk.get(ROOT))
    assert text.index("Sena Listed") < text.index("Kofi Boa") < text.index("Aïcha Koné")
    assert "3 people found" in text
    assert "Private" not in text
    for query, found in (
        ("?q=aicha", "Aïcha Koné"), ("?level=beginner", "Kofi Boa"), ("?help=mentor", "Kofi Boa"),
        ("?state=recorded", "Sena Listed"), ("?q=SENA", "Sena Listed"),
    ):  # fmt: skip
        text = text_of(desk.get(ROOT + query))
        assert "1 person found" in text
        assert found in text
    assert "0 people found" in text_of(desk.get(ROOT + "?q=private"))


def test_pages_follow_each_other_by_key() -> None:
    place = a_community("lome")
    for nth in range(53):
        a_member(place, f"Member {nth:02}")
    desk = at_the_desk(community=place)
    first = desk.get(ROOT + "?state=confirmed").content.decode()
    below = Membership.objects.filter(community=place).order_by("pk")[3].pk
    assert f"?state=confirmed&amp;below={below}" in first
    second = text_of(desk.get(f"{ROOT}?state=confirmed&below={below}"))
    assert [f"Member {nth:02}" in second for nth in range(5)] == [True, True, True, False, False]


def test_active_and_quiet_members_are_told_apart_by_the_rule() -> None:
    place = a_community("lome", active_counts=["helped"], active_times=2, active_months=6)
    once, twice = a_member(place, "Once"), a_member(place, "Twice")
    for member, days in ((once, 3), (twice, 3), (twice, 40)):
        did(member, "helped", today() - timedelta(days))
    did(once, "attended", today())
    desk = at_the_desk(community=place)
    assert "Twice" in text_of(desk.get(ROOT + "?activity=active"))
    quiet = text_of(desk.get(ROOT + "?activity=quiet"))
    assert "Once" in quiet
    assert "Twice" not in quiet
    assert "2 members in all 1 active members" in text_of(desk.get(ROOT))


def test_one_member_s_page_shows_only_what_they_let_organisers_see() -> None:
    place = a_community("lome")
    member = a_member(place, "Afi Mensah", level="beginner")
    chosen = {"city": "me", "pronouns": "public"}
    Profile.objects.create(person=member.person, pronouns="she", audiences=chosen, updated_at=MADE)
    did(member, "spoke", date(2026, 3, 1))
    text = text_of(at_the_desk(community=place).get(f"{ROOT}{member.pk}/"))
    assert "she" in text
    assert "Lomé" not in text.partition("Afi Mensah")[2]
    assert member.person.contact_points.get().value in text
    assert "spoke" in text


def test_of_somebody_unconfirmed_only_the_written_name_is_seen() -> None:
    place = a_community("lome")
    member = on_a_list(place, "Sena Listed")
    text = text_of(at_the_desk(community=place).get(f"{ROOT}{member.pk}/"))
    assert "Sena Listed" in text
    assert "sena.listed@example.org" in text
    assert member.person.name not in text
    assert member.person.contact_points.get().value not in text


def test_another_community_s_member_and_a_huge_number_are_missing() -> None:
    place, other = a_community("lome"), a_community("kara")
    desk = at_the_desk(community=place)
    for number in (a_member(other).pk, 2**63):
        assert desk.get(f"{ROOT}{number}/").status_code == 404


def test_the_list_takes_the_same_queries_for_one_and_for_three() -> None:
    place = a_community("lome", active_counts=["helped"])
    a_community("tsevie", parent=place)
    a_member(place)
    desk = at_the_desk(community=place)
    one = queries_of(desk, ROOT)
    for _turn in range(2):
        did(a_member(place), "helped", today())
    assert queries_of(desk, ROOT) == one


def exported(desk: object, **asked: str) -> list[list[str]]:
    answer = desk.post(f"{ROOT}export/", asked)  # type: ignore[attr-defined]
    assert answer.status_code == 200
    assert answer.streaming
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_the_export_holds_what_the_list_shows_and_the_log_says_so() -> None:
    place = a_community("lome")
    member = a_member(place, "Afi Mensah", level="beginner", help_ways=["mentor"])
    on_a_list(place, "Sena Listed")
    rows = exported(at_the_desk(community=place), state="confirmed")
    assert len(rows) == 2
    assert rows[1] == [
        "Afi Mensah", member.person.contact_points.get().value, "Lomé", "Beginner", "Mentor", "fr",
        "confirmed", "2026-01-05", "yes", "",
    ]  # fmt: skip
    assert audited("members.export") == [{"asked": {"state": "confirmed"}}]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", " =", "＝"])
def test_b04_no_cell_of_the_export_is_a_formula(sign: str) -> None:
    place = a_community("lome")
    person = a_person(f"{sign}HYPERLINK(1)", city=f"{sign}cmd|x")
    a_member(place, person=person)
    [_head, row] = exported(at_the_desk(community=place))
    assert row[0].startswith("'")
    assert row[2].startswith("'")


@pytest.mark.parametrize("role", ["read_only", "translator", "door_volunteer"])
def test_c22_without_the_right_to_export_no_file_leaves(role: str) -> None:
    place = a_community("lome")
    a_member(place, "Afi Mensah")
    before = everything()
    assert at_the_desk(role, community=place).post(f"{ROOT}export/").status_code == 404
    rows = everything()
    assert rows["communities.Membership"] == before["communities.Membership"]
    assert rows["activity.AuditEntry"] == before["activity.AuditEntry"]


def test_the_rule_is_tried_before_it_is_saved() -> None:
    place = a_community("lome")
    did(a_member(place), "helped", today())
    a_member(place)
    desk = at_the_desk(community=place)
    typed = {"active_counts": ["helped"], "active_times": "1", "active_months": "3"}
    page = desk.get(f"{ROOT}active/")
    assert "Now 2 of 2 are." in text_of(page)
    looked = send(desk, f"{ROOT}active/", **typed, look="1")
    assert "1 of 2 would be active." in text_of(looked)
    assert "took part at least once in the last 3 months" in text_of(looked)
    assert Community.objects.get(pk=place.pk).active_counts == []
    assert send(desk, f"{ROOT}active/", **typed).status_code == 302
    place.refresh_from_db()
    assert (place.active_counts, place.active_times, place.active_months) == (["helped"], 1, 3)
    assert "took part at least once in the last 3 months" in text_of(desk.get(f"{ROOT}active/"))


def test_a_list_is_sent_looked_at_put_in_and_taken_out_again() -> None:
    place = a_community("lome")
    desk = at_the_desk(community=place)
    file = io.BytesIO("Qui;Où;Courriel\nAfi Mensah;Lomé;afi@example.org\nKofi;Kara;kofi@\n".encode("cp1252"))
    file.name = "liste.csv"
    page = send(desk, f"{ROOT}import/", file=file)
    report = page["Location"]
    assert desk.get(report)["Refresh"] == "3"
    run_due()
    text = text_of(desk.get(report))
    assert "Read, nobody is put in yet" in text
    assert "An e-mail address that does not work" in text
    columns = {"what": "correct", "column_0": "name", "column_1": "city", "column_2": "email"}
    desk.post(f"{report}settle/", columns)
    run_due()
    refused = desk.post(f"{report}settle/", {"what": "apply", "standing": "recorded", "basis": ""})
    assert refused.status_code == 409
    assert "Say in a sentence" in text_of(refused)
    assert not Membership.objects.filter(community=place).exists()
    basis = "They signed our attendance list."
    desk.post(f"{report}settle/", {"what": "apply", "standing": "recorded", "basis": basis})
    run_due()
    assert "Put in because: They signed our attendance list." in text_of(desk.get(report))
    assert list(Membership.objects.filter(community=place).values_list("listed_name", "person__city")) == [
        ("Afi Mensah", "Lomé")
    ]
    people = Person.objects.count()
    desk.post(f"{report}settle/", {"what": "undo"})
    run_due()
    assert "1 were taken out again" in text_of(desk.get(report))
    assert (Membership.objects.filter(community=place).count(), Person.objects.count()) == (0, people - 1)


def test_a_member_is_moved_between_chapters_and_counted_once_in_the_whole() -> None:
    place = a_community("lome")
    tsevie, kara = a_community("tsevie", parent=place), a_community("kara", parent=place)
    member, desk = a_member(place, "Afi Mensah"), at_the_desk(community=place)
    a_member(kara, "Only There")
    for chapter in (tsevie, kara):
        desk.post(f"{ROOT}{member.pk}/chapter/", {"chapter": chapter.slug})
        assert "2 members, with those of the chapters" in text_of(desk.get(ROOT))
    rows = Membership.objects.filter(community__in=(tsevie, kara), person=member.person).order_by("community")
    assert list(rows.values_list("community__slug", "state")) == [("tsevie", "left"), ("kara", "confirmed")]
    assert "Afi Mensah" in text_of(desk.get(f"{ROOT}?chapter={kara.pk}"))
    desk.post(f"{ROOT}{member.pk}/chapter/", {"chapter": ""})
    assert set(rows.values_list("state", flat=True)) == {"left"}


def test_a_name_and_a_city_that_organisers_may_not_see_are_neither_found_nor_shown() -> None:
    place = a_community("lome")
    for name in ("Afi Mensah", "Kofi Mensah"):
        a_member(place, name)
    hidden = Person.objects.get(name="Afi Mensah")
    Profile.objects.create(person=hidden, audiences={"name": "me", "city": "me"}, updated_at=MADE)
    Person.objects.update(city="Zorillaville")
    desk = at_the_desk(community=place)
    assert "1 person found" in text_of(desk.get(ROOT + "?q=mensah"))
    page = text_of(desk.get("/en/organise/lome/team/give/?q=mensah"))
    assert ("Kofi Mensah" in page, "Zorillaville" in page, "Afi" in page) == (True, True, False)
    Profile.objects.filter(person=hidden).update(audiences={"city": "me"})
    page = text_of(desk.get("/en/organise/lome/team/give/?q=afi"))
    assert ("Afi Mensah" in page, "Zorillaville" in page) == (True, False)
