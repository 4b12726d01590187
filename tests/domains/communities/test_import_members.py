"""Bringing a list of members along: nobody twice, nobody mailed, nothing that cannot be taken back."""

from __future__ import annotations

import pytest

from teranga.base.models import Job
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions import import_members
from teranga.domains.communities.actions.import_members import ImportRefused
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.actions.lists.take_out import forget_invited
from teranga.domains.communities.actions.merge_members import merge_persons
from teranga.domains.communities.models import ImportedRow, MemberImport, Membership
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import ContactPoint, DuplicateSuspicion, Person
from tests.domains.communities.joining import NOON, ORGANISER, ask, community, join, membership, minutes
from tests.domains.communities.lists import BASIS, BY, counted, outcomes, people_here, put, read, take_out

pytestmark = pytest.mark.django_db
TWO = "nom;email;ville\nAfi Mensah;afi@example.org;Lomé\nKofi Boa;kofi@example.org;Kara\n"


def test_a_list_is_looked_at_before_anybody_is_put_in() -> None:
    place = community()
    upload = read(place, TWO + "Sena;sena@nowhere;Lomé\nAfi M.;AFI@example.org;Lomé\n")
    assert upload.state == "read"
    assert upload.columns == ["name", "email", "city"]
    told = upload.report
    assert (told["people"], told["reachable"], told["repeated"], told["bad"]) == (
        4, 3, 1, [[4, "address", "sena@nowhere"]],
    )  # fmt: skip
    assert counted() == {"persons": 0, "points": 0, "memberships": 0, "suspicions": 0}


def test_people_are_put_in_on_the_stated_basis_and_nobody_is_mailed() -> None:
    place = community()
    upload = put(place, TWO)
    assert (upload.state, upload.standing, upload.basis) == ("applied", "recorded", BASIS)
    assert upload.report["outcomes"] == {"added": 2}
    assert bytes(upload.content) == b""
    assert people_here(place) == [
        ("Afi Mensah", "afi@example.org", "recorded"),
        ("Kofi Boa", "kofi@example.org", "recorded"),
    ]
    assert list(ContactPoint.objects.values_list("value", "verified_at")) == [
        ("afi@example.org", None),
        ("kofi@example.org", None),
    ]
    assert OutgoingMail.objects.count() == 0
    verbs = AuditEntry.objects.filter(community_id=place.pk, object_type="list").order_by("sequence")
    assert list(verbs.values_list("verb", flat=True)) == ["list.receive", "list.apply", "list.applied"]


def test_without_a_basis_or_a_standing_nobody_is_put_in() -> None:
    place = community()
    upload = read(place, TWO)
    for standing, basis in (("recorded", "yes"), ("", BASIS), ("confirmed", BASIS)):
        with pytest.raises(ImportRefused):
            import_members.ask_to_apply(upload=upload, standing=standing, basis=basis, by=BY, at=NOON)
    upload.refresh_from_db()
    assert (upload.state, upload.basis) == ("read", "")
    assert not Job.objects.filter(name="communities.apply_list").exists()


def test_one_person_on_several_lines_is_put_in_once() -> None:
    place = community()
    upload = put(
        place,
        "nom;email;tel\nAfi Mensah;afi@example.org;\nAfi;AFI@example.org;90 11 23 45\n"
        "A. Mensah;;+228 90 11 23 45\nKofi;kofi@example.org,afi2@example.org;\nK. Boa;afi2@example.org;\n",
    )
    assert outcomes(upload) == [
        (2, "added", ""), (3, "repeated", ""), (4, "repeated", ""), (5, "added", ""), (6, "repeated", ""),
    ]  # fmt: skip
    assert Person.objects.count() == 2


def test_the_same_list_again_adds_nobody() -> None:
    place = community()
    put(place, TWO)
    before = counted()
    assert put(place, TWO).report["outcomes"] == {"known": 2}
    assert counted() == before


def test_bad_addresses_are_told_and_the_rest_of_the_line_counts() -> None:
    place = community()
    upload = put(
        place,
        "nom;email;tel\nAfi;afi@;90 11 23 45\nKofi;nobody@@x;12\n"
        "Sena;s\u00e9na@example.org;\n=1+1;x@example.org;\n",
    )
    assert outcomes(upload) == [
        (2, "added", "address"),
        (3, "bad", "address"),
        (4, "bad", "address"),
        (5, "added", ""),
    ]
    assert people_here(place) == [("Afi", "+22890112345", "recorded"), ("", "x@example.org", "recorded")]


def test_names_alone_are_recorded_once_and_a_second_of_that_name_is_for_a_person() -> None:
    place = community()
    join(place, "ama@example.org", name="Ama Mensah")
    upload = put(place, "nom;ville\nAfi Mensah;Lomé\nafi mensah;Kara\nÀma Mensah;Lomé\n")
    assert outcomes(upload) == [(2, "added", ""), (3, "unclear", ""), (4, "unclear", "")]
    assert put(community("python-kara"), "nom\nAfi\n", "invited").report["outcomes"] == {"bad": 1}


def test_another_program_s_number_is_one_person_in_every_export() -> None:
    place = community()
    head = "Name\tUser ID\tJoined Group on\tLast visited group on\tURL of Member Profile\n"
    put(place, head + "Afi M.\tuser 1\t03/14/2023\t\thttps://www.meetup.com/members/1\n")
    again = put(place, head + "Afi Mensah\tuser 1\t03/14/2023\t\t\nKofi\tuser 2\t\t\t\n")
    assert outcomes(again) == [(2, "known", ""), (3, "added", "")]
    assert membership_days(place) == ["2023-03-14", "2026-11-21"]


def membership_days(place: object) -> list[str]:
    rows = Membership.objects.filter(community=place).order_by("id")
    return [f"{day:%Y-%m-%d}" for day in rows.values_list("joined_at", flat=True)]


def test_people_of_one_name_and_city_are_shown_to_an_organiser_and_can_be_joined() -> None:
    place = community()
    ama = join(place, "ama@example.org", name="Ama Mensah", city="Lomé").person
    put(place, "nom;email;ville\nAma Mensah;ama.mensah@example.org;Lome\nAma Mensah;other@example.org;Kara\n")
    [pair] = DuplicateSuspicion.objects.all()
    assert (pair.other, pair.reason) == (ama, "same name and city")
    merge_persons(community=place, keep=ama, other=pair.person, by=ORGANISER, at=NOON, everywhere=False)
    assert ama.contact_points.count() == 2


def test_a_line_that_names_two_records_is_for_a_person_to_decide() -> None:
    place = community()
    put(place, "nom;email;tel\nAfi;afi@example.org;\nKofi;;90 11 23 45\n")
    upload = put(place, "nom;email;tel\nAfi K.;afi@example.org;90 11 23 45\n")
    assert outcomes(upload) == [(2, "known", "two-records")]
    assert DuplicateSuspicion.objects.get().reason == "one line of a list"


def test_who_left_is_not_put_back() -> None:
    place, elsewhere = community(), community("python-kara")
    join(elsewhere, "afi@example.org", name="Afi Mensah")
    person = join(place, "afi@example.org", name="Afi Mensah", key="a-key-of-a-form-0002").person
    leave_community(community=place, person=person, by=ORGANISER, at=NOON)
    assert outcomes(put(place, TWO)) == [(2, "left", ""), (3, "added", "")]
    assert membership(place, "afi@example.org").state == "left"


def test_b16_somebody_known_elsewhere_looks_like_anybody_else_on_the_list() -> None:
    elsewhere, place = community("python-kara"), community()
    join(elsewhere, "afi@example.org", name="The Real Name", city="Kara")
    upload = put(place, TWO)
    assert outcomes(upload) == [(2, "added", ""), (3, "added", "")]
    row = membership(place, "afi@example.org")
    assert (row.state, row.listed_name, row.listed_contact) == ("recorded", "Afi Mensah", "afi@example.org")
    assert row.person.name == "The Real Name"
    assert DuplicateSuspicion.objects.count() == 0


def test_the_person_confirms_by_joining_and_their_own_words_count() -> None:
    place = community()
    put(place, TWO)
    join(place, "afi@example.org", name="Afi Sena Mensah")
    row = membership(place, "afi@example.org")
    assert (row.state, row.person.name, row.listed_name, row.listed_contact) == (
        "confirmed", "Afi Sena Mensah", "", "",
    )  # fmt: skip


def test_a_list_is_taken_out_without_those_who_confirmed_or_did_something() -> None:
    elsewhere, place = community("python-kara"), community()
    join(elsewhere, "elsewhere@example.org", name="Efua")
    before = counted()
    upload = put(place, TWO + "Sena;sena@example.org;\nEfua;elsewhere@example.org;\nYao;yao@example.org;\n")
    join(place, "kofi@example.org", name="Kofi Boa")
    ask(place, "sena@example.org", name="Sena Asks", key="a-key-of-a-form-0003")
    done = take_out(upload)
    assert (done.state, done.report["removed"], done.report["kept"]) == ("undone", 3, 2)
    rows = ImportedRow.objects.filter(community=place).order_by("line").values_list("line", "undone")
    assert list(rows) == [(2, "removed"), (3, "kept"), (4, "kept"), (5, "removed"), (6, "removed")]
    after = counted()
    assert {name: after[name] - before[name] for name in after} == {
        "persons": 2, "points": 2, "memberships": 2, "suspicions": 0,
    }  # fmt: skip
    with pytest.raises(ImportRefused):
        import_members.ask_to_undo(upload=done, by=BY, at=NOON)


def test_a_record_that_was_joined_to_another_stays_when_the_list_goes() -> None:
    place = community()
    ama = join(place, "ama@example.org", name="Ama Mensah", city="Lomé").person
    upload = put(place, "nom;email;ville\nAma Mensah;ama.mensah@example.org;Lomé\n")
    pair = DuplicateSuspicion.objects.get()
    merge_persons(community=place, keep=ama, other=pair.person, by=ORGANISER, at=NOON, everywhere=False)
    before = counted()
    assert take_out(upload).report["kept"] == 1
    assert counted() == before


def test_two_workers_at_one_list_put_nobody_in_twice() -> None:
    from teranga.domains.communities.actions.lists.put_in import apply_list

    place = community()
    upload = read(place, TWO)
    import_members.ask_to_apply(upload=upload, standing="recorded", basis=BASIS, by=BY, at=NOON)
    first, second = (MemberImport.objects.select_related("community").get(community=place) for _ in "ab")
    apply_list(first, clock=lambda: NOON)
    apply_list(second, clock=lambda: NOON)
    assert counted()["persons"] == 2


def test_who_was_invited_and_said_nothing_is_forgotten() -> None:
    place = community()
    upload = put(place, TWO, "invited")
    assert people_here(place)[0] == ("Afi Mensah", "afi@example.org", "pending")
    assert Job.objects.get(name="communities.forget_invited").run_after > minutes(179 * 24 * 60)
    join(place, "kofi@example.org", name="Kofi Boa")
    forget_invited(upload, by=ORGANISER, at=NOON)
    assert list(Person.objects.values_list("name", flat=True)) == ["Kofi Boa"]


def test_a_dropped_list_and_one_that_cannot_be_read_leave_nothing() -> None:
    place = community()
    upload = read(place, TWO)
    import_members.drop_list(upload=upload, by=BY, at=NOON)
    upload.refresh_from_db()
    assert (upload.state, bytes(upload.content), upload.report) == ("dropped", b"", {})
    refused = import_members.receive_list(community=place, file_name="x", content=b"%PDF-1.7", by=BY, at=NOON)
    import_members.examine(refused, clock=lambda: NOON)
    assert (refused.state, bytes(refused.content)) == ("refused", b"")
    with pytest.raises(ImportRefused):
        import_members.ask_to_apply(upload=refused, standing="recorded", basis=BASIS, by=BY, at=NOON)


def test_a_list_that_nobody_put_in_for_a_month_is_dropped() -> None:
    place = community()
    upload = read(place, TWO)
    assert import_members.drop_stale(by=BY, at=minutes(29 * 24 * 60)) == 0
    assert import_members.drop_stale(by=BY, at=minutes(31 * 24 * 60)) == 1
    upload.refresh_from_db()
    assert (upload.state, bytes(upload.content)) == ("dropped", b"")
