"""What was decided goes out in one counted batch; answers, silence and the reserve follow by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from teranga.base.models import Job
from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Session, Speaker
from teranga.domains.mail.actions.save_template import save_template
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.leaving import say_farewell
from teranga.domains.places.actions.community_lists import expire_list_offer
from teranga.domains.places.actions.quotas import recount_community
from teranga.domains.places.models import Offer, Place, Quota
from teranga.domains.proposals.actions import confirming, telling
from teranga.domains.proposals.actions.ending import NotEverybodyKnows, StillOpen, end_call
from teranga.domains.proposals.actions.invitations import Guest, complete_talk, invite_speaker
from teranga.domains.proposals.actions.merging import merge_proposals
from teranga.domains.proposals.actions.moving import move_proposal
from teranga.domains.proposals.actions.publishing_talks import publish_talks
from teranga.domains.proposals.actions.sending import withdraw_proposal
from teranga.domains.proposals.actions.slots import add_room, end_reserve, pass_on
from teranga.domains.proposals.links import session_guid
from teranga.domains.proposals.models import Call, Proposal, Telling
from teranga.domains.proposals.queries_told import reserve_of, rows_of, unpublished, untold
from teranga.domains.proposals.rules import IllegalProposalMove
from teranga.domains.proposals.rules_told import mark_of
from teranga.foundation.translated import TranslatedText
from tests.factories.communities import a_community
from tests.factories.events import an_event
from tests.factories.people import a_person
from tests.factories.proposals import a_call, a_proposal, a_proposal_speaker, type_of

pytestmark = pytest.mark.django_db
S = Proposal.State
NOW = datetime(2026, 12, 10, 10, tzinfo=UTC)
LEFT = NOW + timedelta(minutes=5)
CHAIR = Actor("programme_chair")


def the_call(**more: object) -> Call:
    event = an_event(a_community("lome"), "pycon", start=date(2027, 3, 18), end=date(2027, 3, 20))
    return a_call(event, **more)


def decided(call: Call, state: str, **more: object) -> Proposal:
    """Not told so far."""
    number = Proposal.objects.filter(event=call.event_id).count() + 1
    person = a_person(f"Speaker {number}", f"s{number}@example.org")
    untold_so_far = {"state": state, "told_state": "submitted", "decided_at": NOW, "interface_language": "fr"}
    return a_proposal(call, person, **{**untold_so_far, **more})


def approve(call: Call, at: datetime = NOW) -> Telling:
    found = untold(call)
    seen = mark_of(rows_of(found))
    return telling.approve_telling(call=call, seen=seen, typed=len(found), by=CHAIR, at=at)


def tell_all(call: Call, at: datetime = NOW) -> Telling:
    row = approve(call, at)
    telling.tell_batch(telling=row, at=row.leaves_at)
    return row


def how(*rows: Proposal) -> list[tuple[str, str]]:
    found = {row.pk: row for row in Proposal.objects.filter(event=rows[0].event_id)}
    return [(found[row.pk].state, found[row.pk].told_state) for row in rows]


def told(state: str) -> tuple[str, str]:
    return (state, state)


def mails() -> list[str]:
    """The kinds of letters, as their causes name them, in the order in which they were written."""
    return [
        cause.split(":")[2] for cause in OutgoingMail.objects.order_by("pk").values_list("cause", flat=True)
    ]


def counters(call: Call, slug: str = "talk") -> tuple[int, int, int]:
    quota = Quota.objects.get(community=call.community_id, pk=type_of(call, slug).quota_id)
    return (quota.size, quota.used, quota.offered)


def is_counted_right(call: Call) -> bool:
    return recount_community(community_id=call.community_id, at=NOW) == []


def test_h17_a_batch_leaves_only_as_it_was_seen_and_counted_and_can_be_taken_back():
    call = the_call()
    yes, no = decided(call, S.ACCEPTED), decided(call, S.REJECTED)
    seen = mark_of(rows_of(untold(call)))
    with pytest.raises(telling.TellingRefused, match="count"):
        telling.approve_telling(call=call, seen=seen, typed=3, by=CHAIR, at=NOW)
    late = decided(call, S.REJECTED)
    with pytest.raises(telling.TellingRefused, match="changed"):
        telling.approve_telling(call=call, seen=seen, typed=3, by=CHAIR, at=NOW)
    assert (Telling.objects.filter(event=call.event_id).count(), OutgoingMail.objects.count()) == (0, 0)
    first = approve(call)
    assert first.leaves_at == LEFT
    telling.take_back_telling(telling=first, by=CHAIR, at=LEFT - timedelta(seconds=1))
    assert telling.tell_batch(telling=first, at=LEFT) == 0
    assert how(yes, no, late) == [
        (S.ACCEPTED, "submitted"),
        (S.REJECTED, "submitted"),
        (S.REJECTED, "submitted"),
    ]
    assert OutgoingMail.objects.count() == 0
    second = approve(call)
    with pytest.raises(telling.TellingRefused, match="over"):
        telling.take_back_telling(telling=second, by=CHAIR, at=LEFT)
    move_proposal(proposal=late, to=S.SUBMITTED, by=CHAIR, at=NOW)  # thought better of meanwhile
    assert telling.tell_batch(telling=second, at=LEFT) == 2
    assert how(yes, no, late) == [told(S.ACCEPTED), told(S.REJECTED), told(S.SUBMITTED)]
    assert mails() == ["accepted", "rejected"]


def test_h08_two_people_who_tell_at_the_same_time_send_one_mail_each():
    call = the_call()
    yes = decided(call, S.ACCEPTED)
    running = approve(call)
    with pytest.raises(telling.TellingRefused, match="running"):
        approve(call)
    telling.tell_batch(telling=running, at=LEFT)
    telling.tell_batch(telling=running, at=LEFT)
    with pytest.raises(telling.TellingRefused, match="nothing"):
        approve(call)
    assert (how(yes), mails()) == ([told(S.ACCEPTED)], ["accepted"])


def test_h18_a_batch_that_failed_in_the_middle_goes_on_where_it_stopped():
    call = the_call()
    rows = [decided(call, S.REJECTED) for _ in range(3)]
    batch = approve(call)
    Telling.objects.filter(event=call.event_id, pk=batch.pk).update(
        rows=[*batch.rows[:2], [batch.rows[2][0]]]
    )
    with pytest.raises(ValueError, match="not enough values"):
        telling.tell_batch(telling=batch, at=LEFT)
    assert mails() == ["rejected"] * 2
    Telling.objects.filter(event=call.event_id, pk=batch.pk).update(rows=batch.rows)
    telling.tell_batch(telling=batch, at=LEFT)
    assert (mails(), how(*rows)) == (["rejected"] * 3, [told(S.REJECTED)] * 3)
    assert len({mail.to_address for mail in OutgoingMail.objects.all()}) == 3


def test_h22_each_speaker_reads_their_own_language_and_the_words_of_the_event():
    call = the_call()
    row = decided(call, S.ACCEPTED, title="Des graphes")
    english = a_person("Ama", "ama@example.org", preferred_language="en")
    a_proposal_speaker(row, english, state="confirmed")
    invited = a_proposal_speaker(row, a_person("Not asked", "not@example.org"), state="invited")
    save_template(
        community_id=call.community_id, event_id=call.event_id, key="talk_accepted",
        subject=TranslatedText({"fr": "Bravo : {title}"}), body=TranslatedText({"fr": "{until} {link}"}),
        by=CHAIR, at=NOW,
    )  # fmt: skip
    tell_all(call)
    found = {mail.to_address: mail for mail in OutgoingMail.objects.all()}
    assert invited.person.name == "Not asked"
    assert {to: (mail.language, mail.subject) for to, mail in found.items()} == {
        "s1@example.org": ("fr", "Bravo : Des graphes"), "ama@example.org": ("en", "Accepted: Des graphes"),
    }  # fmt: skip
    assert found["s1@example.org"].body.startswith("dimanche 20 décembre, 23 h 59 ")


def test_a_no_moves_the_next_of_the_reserve_up_and_silence_the_one_after():
    call = the_call()
    first = decided(call, S.ACCEPTED)
    third, second = decided(call, S.RESERVE, rank=2), decided(call, S.RESERVE, rank=1)
    elsewhere = decided(call, S.RESERVE, rank=3, type=type_of(call, "workshop"))
    tell_all(call)
    assert how(first, second, third) == [told(S.ACCEPTED), told(S.RESERVE), told(S.RESERVE)]
    assert [row.pk for row in reserve_of(call)] == [second.pk, third.pk, elsewhere.pk]
    assert (counters(call), is_counted_right(call)) == ((1, 1, 0), True)
    confirming.decline_talk(proposal=first, why="visa: no appointment", by=CHAIR, at=NOW + timedelta(days=1))
    assert how(first, second, third) == [told(S.DECLINED), told(S.PROMOTED), told(S.RESERVE)]
    assert (counters(call), is_counted_right(call)) == ((1, 0, 1), True)
    offer = Offer.objects.get(community=call.community_id)
    assert Proposal.objects.get(event=call.event_id, pk=second.pk).reply_by == offer.expires_at
    expire_list_offer(offer=offer, at=offer.expires_at)
    assert how(second, third, elsewhere) == [told(S.DECLINED), told(S.PROMOTED), told(S.RESERVE)]
    confirming.confirm_talk(proposal=third, needs_aid=True, by=CHAIR, at=NOW + timedelta(days=13))
    third.refresh_from_db()
    assert (third.state, third.needs_aid, third.needs_letter) == (S.CONFIRMED, True, False)
    assert (counters(call), is_counted_right(call)) == ((1, 1, 0), True)
    assert mails() == ["accepted", "reserve", "reserve", "reserve", "promoted", "silent", "promoted"]


def test_who_says_nothing_until_the_day_is_asked_no_more_and_reminded_before():
    call = the_call(reply_days=5)
    row, waits = decided(call, S.ACCEPTED), decided(call, S.RESERVE, rank=1)
    tell_all(call)
    row.refresh_from_db()
    until = datetime(2026, 12, 15, 23, 59, tzinfo=UTC)
    assert row.reply_by == until
    moments = Job.objects.filter(name="proposals.remind_speaker").order_by("run_after")
    assert list(moments.values_list("run_after", flat=True)) == [until - timedelta(3), until - timedelta(1)]
    for moment in (until - timedelta(3), until - timedelta(3), until - timedelta(1)):
        confirming.remind_speaker(proposal=row, at=moment)
    assert mails() == ["accepted", "reserve", "reminder", "reminder"]
    more = until + timedelta(days=2)
    confirming.give_more_time(proposal=row, until=more, by=CHAIR, at=until)
    assert not confirming.end_silence(proposal=row, at=until)
    assert how(row, waits) == [told(S.ACCEPTED), told(S.RESERVE)]
    assert confirming.end_silence(proposal=row, at=more)
    assert not confirming.remind_speaker(proposal=row, at=more)
    assert how(row, waits) == [told(S.DECLINED), told(S.PROMOTED)]
    assert Proposal.objects.get(event=call.event_id, pk=row.pk).declined_why == "silent"
    with pytest.raises(IllegalProposalMove):
        confirming.confirm_talk(proposal=row, by=CHAIR, at=more)
    assert counters(call) == (1, 0, 1)


def test_too_late_is_too_late_except_for_the_team():
    call = the_call(reply_days=1)
    row = decided(call, S.ACCEPTED)
    tell_all(call)
    row.refresh_from_db()
    after = row.reply_by + timedelta(minutes=1)
    with pytest.raises(confirming.ReplyIsOver):
        confirming.confirm_talk(proposal=row, by=Actor("member"), at=after)
    with pytest.raises(confirming.ReplyIsOver):
        confirming.give_more_time(proposal=row, until=row.reply_by, by=CHAIR, at=NOW)
    assert how(row) == [told(S.ACCEPTED)]
    confirming.confirm_talk(proposal=row, late=True, by=CHAIR, at=after)
    assert how(row) == [told(S.CONFIRMED)]
    with pytest.raises(IllegalProposalMove):
        confirming.give_more_time(proposal=row, until=after + timedelta(1), by=CHAIR, at=after)


def test_more_time_for_who_moved_up_keeps_the_place_too():
    call = the_call(reply_days=2)
    first, second = decided(call, S.ACCEPTED), decided(call, S.RESERVE, rank=1)
    tell_all(call)
    confirming.decline_talk(proposal=first, by=CHAIR, at=NOW)
    second.refresh_from_db()
    until = second.reply_by + timedelta(days=3)
    confirming.give_more_time(proposal=second, until=until, by=CHAIR, at=NOW)
    offer = Offer.objects.get(community=call.community_id)
    expire_list_offer(offer=offer, at=second.reply_by)
    assert (offer.expires_at, how(second)) == (until, [told(S.PROMOTED)])
    confirming.confirm_talk(proposal=second, by=CHAIR, at=second.reply_by + timedelta(days=1))
    assert (how(second), counters(call)) == ([told(S.CONFIRMED)], (1, 1, 0))


def test_a_yes_brings_a_place_and_a_session_once_and_a_cancellation_takes_both_back():
    call = the_call()
    row, waits = decided(call, S.ACCEPTED, title="Des graphes"), decided(call, S.RESERVE, rank=1)
    tell_all(call)
    confirming.confirm_talk(proposal=row, may_record=False, by=CHAIR, at=NOW)
    assert Place.objects.get(event=call.event, kind="speaker").person == row.speakers.get().person
    assert publish_talks(proposals=unpublished(call), by=CHAIR, at=NOW) == (1, 0)
    session = Session.objects.get(event=call.event)
    assert (session.guid, str(session.title), session.minutes, session.do_not_record) == (
        session_guid(row), "Des graphes", 30, True,
    )  # fmt: skip
    assert Speaker.objects.get(event=call.event).person == row.speakers.get().person
    row.refresh_from_db()
    Proposal.objects.filter(event=call.event_id, pk=row.pk).update(abstract="Longer than before.")
    assert publish_talks(proposals=[row], by=CHAIR, at=NOW) == (0, 1)
    assert publish_talks(proposals=[row], by=CHAIR, at=NOW) == (0, 0)
    confirming.cancel_talk(proposal=row, why="health", by=CHAIR, at=NOW)
    session.refresh_from_db()
    assert (how(row, waits), bool(session.cancelled_at)) == ([told(S.CANCELLED), told(S.PROMOTED)], True)
    assert not Place.objects.filter(event=call.event, ended_at=None).exists()
    assert (counters(call), is_counted_right(call), mails()[-2:]) == (
        (1, 0, 1),
        True,
        ["promoted", "cancelled"],
    )


def test_everybody_pays_and_two_talks_of_one_person_are_one_speaker_with_one_place():
    call = the_call(everybody_pays=True)
    person = a_person("Afi", "afi@example.org")
    rows = [
        a_proposal(call, person, state=S.ACCEPTED, told_state="submitted", title=f"Talk {nth}")
        for nth in "ab"
    ]
    tell_all(call)
    for row in rows:
        confirming.confirm_talk(proposal=row, by=CHAIR, at=NOW)
    assert not Place.objects.filter(event=call.event).exists()
    assert publish_talks(proposals=unpublished(call), by=CHAIR, at=NOW) == (2, 0)
    assert Speaker.objects.filter(event=call.event).count() == 1
    Call.objects.filter(event=call.event_id).update(everybody_pays=False)
    third = a_proposal(call, person, state=S.ACCEPTED, told_state="submitted")
    tell_all(call)
    confirming.confirm_talk(proposal=third, by=CHAIR, at=NOW)
    confirming.cancel_talk(proposal=third, refill=False, by=CHAIR, at=NOW)
    assert Place.objects.filter(event=call.event, ended_at=None).count() == 1  # of the other talks
    assert counters(call) == (2, 2, 0)


def test_more_room_asks_the_next_one_and_the_end_of_the_reserve_is_told_to_the_others():
    call = the_call()
    first, second = decided(call, S.RESERVE, rank=1), decided(call, S.RESERVE, rank=2)
    tell_all(call)
    assert counters(call) == (0, 0, 0)
    add_room(kind=type_of(call, "talk"), by=CHAIR, at=NOW)
    assert how(first, second) == [told(S.PROMOTED), told(S.RESERVE)]
    assert end_reserve(proposals=reserve_of(call), by=CHAIR, at=NOW) == 1
    assert how(first, second) == [told(S.PROMOTED), (S.REJECTED, S.RESERVE)]
    tell_all(call, NOW + timedelta(days=1))
    assert (how(second), mails()[-1]) == ([told(S.REJECTED)], "rejected")
    confirming.decline_talk(proposal=first, by=CHAIR, at=NOW)
    assert (counters(call), is_counted_right(call)) == ((1, 0, 0), True)


def test_where_a_place_is_free_already_the_reserve_is_told_that_it_moved_up():
    call = the_call()
    first = decided(call, S.ACCEPTED)
    tell_all(call)
    confirming.decline_talk(proposal=first, by=CHAIR, at=NOW)
    waits = decided(call, S.RESERVE, rank=1)
    tell_all(call, NOW + timedelta(days=1))
    assert (how(waits), mails()) == ([told(S.PROMOTED)], ["accepted", "promoted"])


def test_who_withdraws_from_the_reserve_is_not_asked_and_nobody_waits_for_them():
    call = the_call()
    first, gone, merged, last = (
        decided(call, S.ACCEPTED), *(decided(call, S.RESERVE, rank=place) for place in (1, 2, 3))
    )  # fmt: skip
    tell_all(call)
    withdraw_proposal(proposal=gone, by=Actor("member"), at=NOW)
    assert [row.pk for row in reserve_of(call)] == [merged.pk, last.pk]
    merge_proposals(call=call, kept=first.code, other=merged.code, by=CHAIR, at=NOW)
    confirming.decline_talk(proposal=first, by=CHAIR, at=NOW)
    assert how(gone, last) == [told(S.WITHDRAWN), told(S.RESERVE)]
    offer = Offer.objects.get(community=call.community_id, state="open")
    assert Job.objects.get(name="proposals.pass_on").payload["offer_id"] == offer.pk
    assert (pass_on(offer=offer, at=NOW), how(last)) == (True, [told(S.PROMOTED)])
    assert not pass_on(offer=Offer.objects.get(community=call.community_id, state="open"), at=NOW)
    assert (counters(call), is_counted_right(call)) == ((1, 0, 1), True)


def test_a_guest_is_told_at_once_and_writes_what_the_programme_says():
    call = the_call()
    guest = Guest("Awa Diop", "awa@example.org", "fr", words="We have admired your maps for years.")
    row = invite_speaker(call=call, kind=type_of(call, "talk"), guest=guest, by=CHAIR, at=NOW)
    assert (how(row), mails(), counters(call)) == ([told(S.ACCEPTED)], ["invited"], (1, 1, 0))
    speaker = row.speakers.get()
    complete_talk(
        speaker=speaker, about={"name": "Awa Diop", "biography": "Makes maps."}, text={"title": "Open maps"},
        by=Actor("visitor"), at=NOW,
    )  # fmt: skip
    confirming.confirm_talk(proposal=row, by=Actor("visitor"), at=NOW)
    assert [(one.title, one.speakers.get().biography) for one in unpublished(call)] == [
        ("Open maps", "Makes maps.")
    ]
    sent = a_proposal(call, a_person())
    with pytest.raises(IllegalProposalMove):
        complete_talk(speaker=sent.speakers.get(), about={}, text={"title": "X"}, by=Actor("visitor"), at=NOW)
    assert Proposal.objects.get(event=call.event_id, pk=sent.pk).title == sent.title


def test_who_is_forgotten_gives_their_place_to_the_next_one():
    call = the_call()
    rows = [decided(call, S.ACCEPTED), decided(call, S.RESERVE, rank=1), decided(call, S.RESERVE, rank=2)]
    tell_all(call)
    confirming.confirm_talk(proposal=rows[0], by=CHAIR, at=NOW)
    say_farewell(rows[1].speakers.get().person, NOW)
    say_farewell(rows[0].speakers.get().person, NOW)
    assert how(*rows) == [told(S.CANCELLED), told(S.DECLINED), told(S.PROMOTED)]
    assert is_counted_right(call)


def test_a_call_ends_when_all_know_and_f16_its_numbers_stay_as_they_were_published():
    call = the_call()
    rows = [decided(call, S.ACCEPTED if nth % 2 else S.REJECTED, level="beginner") for nth in range(14)]
    odd = decided(call, S.ACCEPTED, level="advanced", topics=["ai"])
    with pytest.raises(StillOpen):
        end_call(call=call, by=CHAIR, at=call.closes_at - timedelta(days=1))
    with pytest.raises(NotEverybodyKnows) as refused:
        end_call(call=call, by=CHAIR, at=NOW)
    assert (refused.value.open_ones, Call.objects.get(event=call.event_id).state) == (15, "published")
    tell_all(call)
    end_call(call=call, by=CHAIR, at=NOW)
    kept = Call.objects.get(event=call.event_id)
    assert kept.state == "ended"
    assert (kept.statistics["received"], kept.statistics["accepted"], kept.statistics["speakers"]) == (
        15,
        8,
        15,
    )
    cells = [cell for _name, table in kept.statistics["tables"] for line in table["cells"] for cell in line]
    assert not [cell for cell in cells if cell is not None and 0 < cell < 5]
    assert [slug for slug, _received, _accepted in kept.statistics["topics"]] == []  # "ai" was one person
    say_farewell(odd.speakers.get().person, NOW)
    assert Call.objects.get(event=call.event_id).statistics == kept.statistics
    assert rows
