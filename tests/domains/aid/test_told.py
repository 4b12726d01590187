"""What became of it: asked at its time and once, told with a consent, read by the team before by others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from teranga.base.models import Job
from teranga.domains.activity.models import AuditEntry
from teranga.domains.aid.actions.aftermath import (
    NothingToRelease,
    TooEarly,
    ask_all,
    end_asks,
    hold_story,
    release_story,
    tell,
)
from teranga.domains.aid.actions.files import delete_file, read_file
from teranga.domains.aid.actions.settling import say_did_not_come
from teranga.domains.aid.links_told import SIGNER, award_of_told_token, told_path
from teranga.domains.aid.models import Aftermath, AidAward
from teranga.domains.aid.queries_told import public_stories, stories_for_giver, waiting_stories
from teranga.domains.events.actions.erase_person import erase_person
from teranga.domains.mail.models import OutgoingMail
from tests.factories.awards import AFTER
from tests.factories.communities import a_community
from tests.factories.told import BY, DAY, LATER, a_round_that_is_over, a_story

pytestmark = pytest.mark.django_db
WORDS = {"text": "It was good.", "helped": "", "became": (), "audience": "public", "as_name": "Afi"}


def days_after(days: int) -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=UTC) + timedelta(days=days)


def one_award() -> AidAward:
    _row, _funds, (award,) = a_round_that_is_over(a_community(), 90_000)
    return award


def mails() -> list[str]:
    return list(OutgoingMail.objects.filter(cause__startswith="own-question").values_list("body", flat=True))


def a_photo() -> bytes:
    file = BytesIO()
    picture = Image.new("RGB", (2000, 1000), "teal")
    exif = Image.Exif()
    exif[0x010E] = "a place in Lomé"
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_each_question_is_asked_in_its_time_once_and_says_only_that_there_is_news():
    award = one_award()
    asked = [ask_all(at=days_after(days)) for days in (0, 1, 1, 40, 182, 183, 200, 364, 365, 366)]
    assert asked == [0, 1, 0, 0, 0, 1, 0, 0, 1, 0]
    assert [row.when for row in award.told.order_by("pk")] == ["after", "half_year", "year"]
    for body in mails():
        assert not any(word in body for word in ("aid", "XOF", "Round", "PyCon"))
        assert "/me/after/" in body
        assert "/stop/" in body


def test_nobody_is_asked_who_said_stop_did_not_come_or_long_after():
    award = one_award()
    end_asks(award=award, by=BY, at=LATER)
    assert ask_all(at=days_after(1)) == 0
    AidAward.objects.filter(community=award.community_id).update(asks_ended_at=None, came=False)
    assert ask_all(at=days_after(1)) == 0
    AidAward.objects.filter(community=award.community_id).update(came=True)
    assert ask_all(at=days_after(1 + 61)) == 0
    assert (mails(), Aftermath.objects.filter(community=award.community_id).count()) == ([], 0)


def test_before_the_event_is_over_nothing_can_be_told_and_who_did_not_come_tells_nothing():
    row, _funds, (award,) = a_round_that_is_over(a_community(), 90_000)
    with pytest.raises(TooEarly):
        tell(award=award, when="after", by=BY, at=AFTER, **WORDS)
    with pytest.raises(TooEarly):
        tell(award=award, when="year", by=BY, at=LATER, **WORDS)
    award.application.state = "accepted"
    award.application.save()
    say_did_not_come(award=award, by=BY, at=LATER)
    award.refresh_from_db()
    with pytest.raises(TooEarly):
        tell(award=award, when="after", by=BY, at=LATER, **WORDS)
    assert (Aftermath.objects.filter(community=row.community_id).count(), award.came) == (0, False)


@pytest.mark.parametrize(
    ("audience", "everybody", "giver"), [("nobody", 0, 0), ("giver", 0, 1), ("public", 1, 1)]
)
def test_a_story_goes_as_far_as_its_writer_said_and_no_further(audience: str, everybody: int, giver: int):
    row, (fund,), (award,) = a_round_that_is_over(a_community(), 90_000)
    told = a_story(award, audience=audience, released=False)
    assert (public_stories(row), stories_for_giver(fund)) == ([], [])
    if audience == "nobody":
        with pytest.raises(NothingToRelease):
            release_story(told=told, by=BY, at=LATER)
    else:
        assert waiting_stories(row.community) == 1
        release_story(told=told, by=BY, at=LATER)
    assert (len(public_stories(row)), len(stories_for_giver(fund))) == (everybody, giver)
    told = a_story(award, audience="nobody", released=False)  # taken back
    assert (public_stories(row), stories_for_giver(fund), told.released_at) == ([], [], None)


def test_other_words_are_read_again_and_a_released_story_can_be_held_back():
    row, _funds, (award,) = a_round_that_is_over(a_community(), 90_000)
    told = a_story(award)
    assert a_story(award, released=False, helped="More buses.").released_at == LATER
    assert a_story(award, released=False, text="Something else.").released_at is None
    told = release_story(told=told, by=BY, at=LATER)
    hold_story(told=told, by=BY, at=LATER)
    assert public_stories(row) == []


def test_a_photo_is_made_anew_sealed_replaced_and_gone_with_the_person():
    _row, _funds, (award,) = a_round_that_is_over(a_community(), 90_000)
    told = a_story(award, photo=a_photo())
    content = read_file(told.uuid)
    assert content is not None
    picture = Image.open(BytesIO(content))
    assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (1200, 600), {})
    first = told.uuid
    second = a_story(award, photo=a_photo())
    for name in (first.hex, second.uuid.hex):
        delete_file(name)
    assert (read_file(first), read_file(second.uuid) is None) == (None, False)
    assert (second.uuid != first, second.has_photo) == (True, True)
    key = second.uuid
    assert award.application.person
    erase_person(person=award.application.person, by=BY, at=LATER)
    second.refresh_from_db()
    assert (second.text, second.as_name, second.audience, second.has_photo) == ("", "", "nobody", False)
    files = Job.objects.filter(name="aid.delete_file").values_list("payload", flat=True)
    assert [one["name"] for one in files.order_by("pk")] == [first.hex, key.hex]


def test_a_link_opens_one_question_of_one_award_and_none_of_another_kind():
    award = one_award()
    token = told_path(award, "after").rstrip("/").rpartition("/")[2]
    found = award_of_told_token(token)
    assert found
    assert (found[0].pk, found[1]) == (award.pk, "after")
    hex_ = award.application.uuid.hex
    for false in (token[:-1], token + "x", SIGNER.sign(hex_), SIGNER.sign(f"{hex_}-never"), f"{hex_}-after"):
        assert award_of_told_token(false) is None


def test_the_log_says_that_something_was_told_and_nothing_of_what():
    _row, _funds, (award,) = a_round_that_is_over(a_community(), 90_000)
    a_story(award)
    entries = AuditEntry.objects.filter(
        community_id=award.community_id, verb__in=("aid_application.tell", "aid_application.release_story")
    )
    assert sorted(one.verb for one in entries) == ["aid_application.release_story", "aid_application.tell"]
    assert all(one.changes == {} for one in entries)
