from __future__ import annotations

import pytest

from teranga.base import stamps
from teranga.domains.activity.actions.record import VISITOR, Actor
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.confirm import (
    CodeRefused,
    confirm_by_code,
    confirm_by_link,
    confirm_signed_in,
)
from teranga.domains.communities.actions.join import resend_code
from teranga.domains.communities.actions.membership_moves import IllegalMembershipMove, move
from teranga.domains.communities.actions.sign_in import ask_to_sign_in, sign_in_by_code, sign_in_by_link
from teranga.domains.communities.models import Community
from teranga.domains.people.models import DuplicateSuspicion
from tests.domains.communities.joining import (
    NOON,
    ask,
    code_in,
    community,
    join,
    mails_to,
    membership,
    minutes,
    token_in,
)

pytestmark = pytest.mark.django_db


def type_code(place: Community, code: str, minute: float = 1, contact: str = "ama@example.org") -> str:
    """What the person sees: "confirmed", "was member" or "refused"."""
    try:
        confirmed = confirm_by_code(
            community=place, contact=contact, code=code, by=VISITOR, at=minutes(minute)
        )
    except CodeRefused:
        return "refused"
    return "was member" if confirmed.was_member else "confirmed"


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_right_code_confirms_membership_and_address() -> None:
    place = community()
    ask(place)
    assert type_code(place, code_in(mails_to()[0])) == "confirmed"
    row = membership(place)
    assert (row.state, row.confirmed_by, row.confirmed_at) == ("confirmed", "email", minutes(1))
    assert row.person.contact_points.get().verified_at == minutes(1)
    verbs = AuditEntry.objects.filter(community_id=place.pk).order_by("id").values_list("verb", "changes")
    assert list(verbs) == [
        ("membership.ask", {"state": [None, "pending"]}),
        ("membership.confirm", {"state": ["pending", "confirmed"]}),
    ]


def test_a_code_is_read_with_spaces() -> None:
    place = community()
    ask(place)
    code = code_in(mails_to()[0])
    assert type_code(place, f" {code[:3]} {code[3:]} ") == "confirmed"


def test_confirming_makes_the_community_s_saved_pages_stale() -> None:
    place = community()
    ask(place)
    before = stamps.read(stamps.community_scope(place.pk))
    type_code(place, code_in(mails_to()[0]))
    assert stamps.read(stamps.community_scope(place.pk)) == before + 1


def test_a_code_is_good_once() -> None:
    place = community()
    ask(place)
    code = code_in(mails_to()[0])
    assert [type_code(place, code), type_code(place, code)] == ["confirmed", "refused"]


def test_a_code_is_good_for_twenty_minutes() -> None:
    place = community()
    ask(place)
    assert type_code(place, code_in(mails_to()[0]), minute=20) == "refused"
    assert membership(place).state == "pending"


def test_g18_after_five_wrong_codes_the_right_one_opens_nothing() -> None:
    place = community()
    ask(place)
    code = code_in(mails_to()[0])
    assert [type_code(place, wrong(code)) for _ in range(5)] == ["refused"] * 5
    assert type_code(place, code) == "refused"
    assert membership(place).state == "pending"


def test_four_wrong_codes_leave_one_try() -> None:
    place = community()
    ask(place)
    code = code_in(mails_to()[0])
    assert [type_code(place, wrong(code)) for _ in range(4)] == ["refused"] * 4
    assert type_code(place, code) == "confirmed"


def test_the_first_mail_s_code_still_works_after_a_second_was_sent() -> None:
    place = community()
    ask(place)
    resend_code(community=place, contact="ama@example.org", language="en", at=minutes(2))
    first, second = mails_to()
    assert code_in(first) != code_in(second)
    assert type_code(place, code_in(first), minute=3) == "confirmed"


def test_a_code_opens_only_its_own_community_and_address() -> None:
    place, other = community(), community("python-kara")
    ask(place)
    ask(other, "kofi@example.org")
    code = code_in(mails_to()[0])
    assert type_code(other, code) == "refused"
    assert type_code(place, code, contact="kofi@example.org") == "refused"
    assert type_code(place, code, contact="nobody@example.org") == "refused"
    assert membership(place).state == "pending"


def test_the_link_confirms_once_and_only_in_its_community() -> None:
    place, other = community(), community("python-kara")
    ask(place)
    token = token_in(mails_to()[0])
    with pytest.raises(CodeRefused):
        confirm_by_link(community=other, token=token, by=VISITOR, at=minutes(1))
    assert membership(place).state == "pending"
    assert not confirm_by_link(community=place, token=token, by=VISITOR, at=minutes(1)).was_member
    assert membership(place).state == "confirmed"
    with pytest.raises(CodeRefused):
        confirm_by_link(community=place, token=token, by=VISITOR, at=minutes(2))


def test_a_link_that_is_too_old_confirms_nothing() -> None:
    place = community()
    ask(place)
    with pytest.raises(CodeRefused):
        confirm_by_link(community=place, token=token_in(mails_to()[0]), by=VISITOR, at=minutes(20))
    assert membership(place).state == "pending"


def test_a_member_s_new_code_leads_in_without_another_confirmation() -> None:
    place = community()
    join(place)
    ask(place, key="another-key-of-a-form", at=minutes(5))
    assert type_code(place, code_in(mails_to()[-1]), minute=6) == "was member"
    assert membership(place).confirmed_at == NOON


def test_what_was_put_aside_is_written_when_it_is_proved() -> None:
    place, other = community(), community("python-kara")
    join(place)
    ask(other, name="Ama K. Mensah", city="Kara", key="another-key-of-a-form", at=minutes(2))
    assert type_code(other, code_in(mails_to()[-1]), minute=3) == "confirmed"
    row = membership(other)
    assert (row.person.name, row.person.city, row.asked) == ("Ama K. Mensah", "Kara", {})
    assert row.person.consents.filter(community_id=other.pk).count() == 2


def test_a_wish_written_in_my_name_waits_for_my_yes_even_when_i_am_signed_in() -> None:
    place, other = community(), community("python-kara")
    person = join(place).person
    ask(other, key="another-key-of-a-form", at=minutes(2))
    ask_to_sign_in(address="ama@example.org", language="en", at=minutes(4))
    sign_in_by_code(address="ama@example.org", code=code_in(mails_to()[-1]), at=minutes(5))
    assert membership(other).state == "pending"
    confirm_signed_in(community=other, person=person, by=Actor("member", person.pk), at=minutes(6))
    assert membership(other).state == "confirmed"


def test_nobody_is_confirmed_where_they_never_asked() -> None:
    place, other = community(), community("python-kara")
    person = join(place).person
    with pytest.raises(CodeRefused):
        confirm_signed_in(community=other, person=person, by=VISITOR, at=minutes(1))
    assert person.memberships.filter(community=other).count() == 0


@pytest.mark.parametrize("name", ["confirm", "ask"])
def test_a_confirmed_member_cannot_be_confirmed_or_ask_again(name: str) -> None:
    place = community()
    row = join(place).membership
    with pytest.raises(IllegalMembershipMove) as refusal:
        move(row, name, by=VISITOR, at=minutes(1))
    assert (refusal.value.state, refusal.value.move) == ("confirmed", name)
    assert membership(place).state == "confirmed"


def test_the_same_name_and_city_under_another_address_is_noticed_quietly() -> None:
    place = community()
    first = join(place).person
    second = join(
        place, "a.mensah@example.org", name="AMÁ  Mensah", city="lome", key="another-key-of-a-form"
    ).person
    [suspicion] = DuplicateSuspicion.objects.all()
    assert (suspicion.community_id, suspicion.other_id, suspicion.person_id) == (
        place.pk,
        first.pk,
        second.pk,
    )
    assert first.pk != second.pk


@pytest.mark.parametrize("fields", [{"city": "Kara"}, {"city": ""}, {"name": "Ama Agbeko"}])
def test_another_name_or_city_is_another_person(fields: dict[str, str]) -> None:
    place = community()
    join(place)
    join(place, "other@example.org", key="another-key-of-a-form", **fields)
    assert DuplicateSuspicion.objects.count() == 0


def test_duplicates_are_looked_for_in_the_same_community_only() -> None:
    join(community())
    join(community("python-kara"), "other@example.org", key="another-key-of-a-form")
    assert DuplicateSuspicion.objects.count() == 0


def test_signing_in_by_code_and_by_link() -> None:
    person = join(community()).person
    ask_to_sign_in(address="Ama@Example.org", language="en", at=minutes(2))
    mail = mails_to()[-1]
    assert mail.cause.startswith("sign-in-code:")
    assert sign_in_by_code(address="ama@example.org", code=code_in(mail), at=minutes(3)) == person
    ask_to_sign_in(address="ama@example.org", language="en", at=minutes(5))
    token = token_in(mails_to()[-1])
    assert sign_in_by_link(token=token, at=minutes(6)) == person
    with pytest.raises(CodeRefused):
        sign_in_by_link(token=token, at=minutes(7))


def test_an_address_that_was_never_confirmed_gets_no_way_in() -> None:
    ask(community())
    ask_to_sign_in(address="ama@example.org", language="en", at=minutes(2))
    ask_to_sign_in(address="nobody@example.org", language="en", at=minutes(2))
    assert len(mails_to()) == 1
    assert mails_to("nobody@example.org") == []


def test_a_code_for_joining_does_not_sign_in() -> None:
    place = community()
    join(place)
    ask(place, key="another-key-of-a-form", at=minutes(2))
    with pytest.raises(CodeRefused):
        sign_in_by_code(address="ama@example.org", code=code_in(mails_to()[-1]), at=minutes(3))
