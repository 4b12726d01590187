"""Comments: written without an account, proved by a code, shown when somebody looked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from teranga.base import stamps
from teranga.domains.activity.actions.record import VISITOR, Actor
from teranga.domains.communities.actions import comments as actions
from teranga.domains.communities.actions import moderate_comments as moderating
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.actions.tell_moderators import tell_moderators
from teranga.domains.communities.models import Comment, CommentBan, CommentReport, Community, Page
from teranga.domains.communities.rules_comments import CommentMoveRefused
from teranga.domains.events.actions.erase_person import erase_person
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.models import ContactPoint, Person
from tests.domains.communities.joining import (
    NOON,
    code_in,
    community,
    join,
    mails_to,
    membership,
    minutes,
    token_in,
)
from tests.factories.people import a_grant, a_person
from tests.factories.stories import a_comment, a_story

pytestmark = pytest.mark.django_db
MODERATOR = Actor("organiser")
STRANGE = "CASINO https://a.example https://b.example https://c.example viagra"


@pytest.fixture
def place() -> Community:
    return community()


@pytest.fixture
def page(place: Community) -> Page:
    return a_story(place, published_at=NOON - timedelta(days=1))


def write(page: Page, *, person: Person | None = None, **more: Any) -> actions.CommentResult:
    known = {
        "by": VISITOR, "at": NOON, "key": "a-key-of-a-comment-0001", "name": "Ama Mensah",
        "contact": "" if person else "ama@example.org", "body": "Thank you, that helped me.",
        "language": "en",
    }  # fmt: skip
    return actions.write_comment(page=page, person=person, **{**known, **more})


def states() -> list[str]:
    rows = Comment.objects.across_communities("a test looks at all").order_by("id")
    return list(rows.values_list("state", flat=True))


def version(place: Community) -> int:
    return stamps.read(stamps.community_scope(place.pk))


def confirm(place: Community, result: actions.CommentResult, address: str = "ama@example.org") -> None:
    actions.confirm_comments_by_code(
        community=place, contact=address, code=code_in(mails_to(address)[-1]),
        comment_ids=[result.comment_id], at=minutes(1),
    )  # fmt: skip


def test_a_stranger_writes_and_the_comment_waits_once_the_code_is_typed(page: Page, place: Community) -> None:
    result = write(page)
    assert (result.next_step, states()) == ("confirm", ["unconfirmed"])
    assert mails_to()[0].subject == f"{code_in(mails_to()[0])} is your code for your comment"
    confirm(place, result)
    assert states() == ["waiting"]
    assert ContactPoint.objects.get(value="ama@example.org").verified_at == minutes(1)
    assert Person.objects.get(contact_points__value="ama@example.org").name == "Ama Mensah"


def test_a_form_sent_twice_writes_one_comment_and_one_mail(page: Page) -> None:
    assert write(page) == write(page)
    assert (states(), len(mails_to())) == (["unconfirmed"], 1)


def test_a_wrong_code_confirms_nothing_and_costs_a_try(page: Page, place: Community) -> None:
    result = write(page)
    right = code_in(mails_to()[0])
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    with pytest.raises(actions.CommentCodeRefused):
        actions.confirm_comments_by_code(
            community=place, contact="ama@example.org", code=wrong, comment_ids=[result.comment_id],
            at=minutes(1),
        )  # fmt: skip
    assert states() == ["unconfirmed"]


def test_what_others_wrote_under_my_address_is_not_confirmed_with_mine(page: Page, place: Community) -> None:
    write(page, key="a-key-of-somebody-else", body="I never wrote this.", name="Somebody")
    mine = write(page, key="a-key-of-my-own-form")
    confirm(place, mine)
    assert states() == ["unconfirmed", "waiting"]


def test_the_link_of_the_mail_confirms_what_its_reader_ticks(page: Page, place: Community) -> None:
    forged = write(page, key="a-key-of-somebody-else", body="I never wrote this.")
    mine = write(page, key="a-key-of-my-own-form")
    actions.confirm_comments_by_link(
        community=place, token=token_in(mails_to()[0]), comment_ids=[mine.comment_id], at=minutes(1)
    )
    assert Comment.objects.get(community=place, pk=forged.comment_id).state == "unconfirmed"
    assert Comment.objects.get(community=place, pk=mine.comment_id).state == "waiting"


def test_a_member_is_shown_at_once_only_where_the_community_wants_it(page: Page, place: Community) -> None:
    person = join(place).person
    assert write(page, person=person, key="a-key-of-one-comment").next_step == "waiting"
    Community.objects.filter(pk=place.pk).update(comments="members")
    before = version(place)
    shown = write(page, person=person, key="a-key-of-another-one", body="And one more thing.")
    assert (shown.next_step, version(place)) == ("shown", before + 1)


def test_a_strange_text_of_a_member_waits_with_its_reasons(page: Page, place: Community) -> None:
    Community.objects.filter(pk=place.pk).update(comments="members")
    result = write(page, person=join(place).person, body=STRANGE)
    row = Comment.objects.get(community=place, pk=result.comment_id)
    assert (row.state, row.points, row.reasons) == ("waiting", 160, ["links", "mostly-links", "bad-words"])


def test_a_stranger_is_never_shown_at_once(page: Page, place: Community) -> None:
    Community.objects.filter(pk=place.pk).update(comments="members")
    confirm(place, write(page))
    assert states() == ["waiting"]


@pytest.mark.parametrize(
    "closed", ["off", "story", "page", "draft", "old", "switched"], ids=lambda name: f"when-{name}"
)
def test_nothing_is_written_where_comments_are_closed(page: Page, place: Community, closed: str) -> None:
    on_page = {
        "page": {"kind": "page"}, "draft": {"published_at": None}, "switched": {"takes_comments": False},
        "old": {"published_at": NOON - timedelta(days=90)},
    }  # fmt: skip
    on_place = {"off": {"comments": "off"}, "story": {"kind": "story"}}
    Page.objects.filter(community=place).update(**on_page.get(closed, {"author": ""}))
    Community.objects.filter(pk=place.pk).update(**on_place.get(closed, {"founded": ""}))
    with pytest.raises(actions.CommentRefused):
        write(Page.objects.get(community=place, pk=page.pk))
    assert (states(), len(mails_to()), Person.objects.count()) == ([], 0, 0)


def test_a_banned_person_writes_nothing_and_a_banned_stranger_is_rejected(
    page: Page, place: Community
) -> None:
    person = join(place).person
    CommentBan.objects.create(community=place, person=person, since=NOON)
    with pytest.raises(actions.CommentRefused):
        write(page, person=person)
    assert states() == []
    confirm(place, write(page, at=minutes(59)))
    assert states() == ["rejected"]


def test_approving_shows_rejecting_hides_and_both_can_be_taken_back(page: Page, place: Community) -> None:
    row = a_comment(page, state="waiting")
    before = version(place)
    moderating.approve_comment(comment=row, by=MODERATOR, at=NOON)
    assert (states(), version(place)) == (["shown"], before + 1)
    moderating.undo_decision(comment=row, by=MODERATOR, at=NOON)
    assert (states(), version(place)) == (["waiting"], before + 2)
    moderating.reject_comment(comment=row, reason="It is advertising.", by=MODERATOR, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.answer, version(place)) == ("rejected", "It is advertising.", before + 2)
    moderating.undo_decision(comment=row, by=MODERATOR, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.answer, row.decided_at) == ("waiting", "", None)


def test_what_nobody_confirmed_cannot_be_sent_back_to_wait(page: Page) -> None:
    row = a_comment(page, state="unconfirmed")
    Comment.objects.filter(community=page.community_id).update(state="waiting")
    with pytest.raises(CommentMoveRefused):
        moderating.undo_decision(comment=row, by=MODERATOR, at=NOON)
    assert states() == ["waiting"]


def test_a_ban_rejects_what_waits_of_them_here_and_nowhere_else(page: Page, place: Community) -> None:
    person = a_person()
    here = [a_comment(page, person, state="waiting") for _ in range(2)]
    elsewhere = a_comment(a_story(community("python-accra")), person, state="waiting")
    moderating.ban_commenter(comment=here[0], by=MODERATOR, at=NOON)
    assert states() == ["rejected", "rejected", "waiting"]
    elsewhere.refresh_from_db()
    ban = CommentBan.objects.get(community=place)
    moderating.lift_ban(ban=ban, by=MODERATOR, at=NOON)
    assert not CommentBan.objects.filter(community=place).exists()


def test_a_report_reaches_the_moderators_and_is_closed_by_their_decision(
    page: Page, place: Community
) -> None:
    row = a_comment(page)
    for key in ("a-key-of-a-report-01", "a-key-of-a-report-01"):
        moderating.report_comment(comment=row, reason="It insults.", key=key, by=VISITOR, at=NOON)
    open_ones = CommentReport.objects.filter(community=place, closed_at=None)
    assert open_ones.count() == 1
    moderating.dismiss_reports(comment=row, by=MODERATOR, at=NOON)
    assert (open_ones.count(), states()) == (0, ["shown"])


def test_only_what_is_shown_can_be_reported(page: Page, place: Community) -> None:
    row = a_comment(page, state="waiting")
    with pytest.raises(moderating.ReportRefused):
        moderating.report_comment(comment=row, reason="Bad.", key="k" * 20, by=VISITOR, at=NOON)
    assert not CommentReport.objects.filter(community=place).exists()


def test_a_changed_comment_waits_again_and_a_deleted_one_leaves_nothing(page: Page, place: Community) -> None:
    row = a_comment(page)
    before = version(place)
    assert actions.edit_comment(comment=row, body="Better words.", by=VISITOR, at=NOON) == "waiting"
    assert version(place) == before + 1
    actions.take_away_comment(comment=row, by=VISITOR, at=NOON)
    assert states() == []


def test_what_nobody_confirmed_is_forgotten_with_its_person(page: Page) -> None:
    write(page)
    assert actions.forget_unconfirmed_comments(NOON + timedelta(days=1)) == 0
    assert actions.forget_unconfirmed_comments(NOON + timedelta(days=3)) == 1
    assert (states(), ContactPoint.objects.count()) == ([], 0)


def test_moderators_get_one_mail_a_day_and_none_when_nothing_new_came(page: Page, place: Community) -> None:
    moderator = a_person("Efua", "efua@example.org")
    a_grant(moderator, "organiser", community=place)
    a_grant(a_person("Kofi", "kofi@example.org"), "translator", community=place)
    assert tell_moderators(NOON) == 0
    a_comment(page, state="waiting", written_at=NOON - timedelta(hours=3))
    assert [tell_moderators(NOON), tell_moderators(minutes(5))] == [1, 1]
    assert list(OutgoingMail.objects.values_list("to_address", flat=True)) == ["efua@example.org"]
    assert tell_moderators(NOON + timedelta(days=2)) == 0


def test_leaving_and_erasing_take_the_comments_along(page: Page, place: Community) -> None:
    person = join(place).person
    a_comment(page, person)
    leave_community(community=place, person=person, by=VISITOR, at=NOON)
    assert states() == []
    other = a_person()
    a_comment(page, other)
    before = version(place)
    erase_person(person=other, by=VISITOR, at=NOON)
    assert (states(), version(place) > before) == ([], True)


def test_who_commented_elsewhere_is_not_forgotten_by_leaving_here(place: Community) -> None:
    person = join(place).person
    a_comment(a_story(community("python-accra")), person)
    leave_community(community=place, person=person, by=VISITOR, at=NOON)
    assert Person.objects.get(pk=person.pk).forgotten_at is None
    assert membership(place).state == "left"


def test_d05_an_address_gets_three_codes_an_hour_whatever_is_written(page: Page) -> None:
    for nth in range(5):
        write(page, key=f"a-key-of-comment-{nth:04d}", body=f"Words {nth}.", at=minutes(6 * nth))
    with pytest.raises(actions.CommentRefused):
        write(page, key="a-key-of-comment-0006", body="Words 6.", at=minutes(40))
    assert (len(states()), len(mails_to()) <= 3) == (5, True)
