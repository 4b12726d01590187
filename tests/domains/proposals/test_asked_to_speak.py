"""Who is asked to speak in a proposal that others wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from teranga.base.models import Job
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.proposals.actions import telling
from teranga.domains.proposals.actions.speakers import SpeakersAreFixed, answer_invitation
from teranga.domains.proposals.links_told import talk_path
from teranga.domains.proposals.models import ProposalVersion, Telling
from teranga.domains.proposals.queries_told import asked_in_the_other
from tests.domains.proposals.test_telling import CHAIR, LEFT, NOW, approve, decided, tell_all, the_call
from tests.factories.people import a_person
from tests.factories.proposals import a_proposal, a_proposal_speaker
from tests.web.organise.desk import text_of

pytestmark = pytest.mark.django_db


def test_who_wrote_what_was_merged_is_asked_to_speak_there_once_they_are_told() -> None:
    call = the_call()
    kept = decided(call, "accepted")
    other = decided(call, "merged", merged_into=kept)
    approve(call)
    assert kept.speakers.count() == 1
    assert not Job.objects.filter(name="proposals.tell_invited").exists()
    telling.tell_batch(telling=Telling.objects.get(event=call.event_id), at=LEFT)
    asked = kept.speakers.get(position=1)
    assert (asked.state, asked.person) == ("invited", other.speakers.get().person)
    assert not Job.objects.filter(name="proposals.tell_invited").exists()  # their one mail leads there
    assert asked_in_the_other(other.speakers.get()) == asked
    late = call.closes_at + timedelta(days=60)
    said = {"speaker": asked, "told": {"name": "Efua Sow"}, "person": None, "by": CHAIR, "at": late}
    assert answer_invitation(says_yes=True, **said).state == "confirmed"


def test_both_speakers_of_a_merger_are_told_once_and_keep_what_they_sent() -> None:
    call = the_call()
    kept = decided(call, "accepted")
    other = decided(call, "merged", merged_into=kept)
    silent = a_proposal_speaker(other, a_person("Yao", "yao@example.org"), state="invited")
    tell_all(call)
    letters = OutgoingMail.objects.order_by("pk").values_list("to_address", "cause")
    assert [(to, cause.split(":")[2]) for to, cause in letters] == [
        ("s1@example.org", "accepted"), ("s2@example.org", "merged")
    ]  # fmt: skip
    (job,) = Job.objects.filter(name="proposals.tell_invited")  # who had not answered is asked anew
    asked = kept.speakers.get(pk=job.payload["speaker_id"])
    assert asked.person == silent.person
    assert [ProposalVersion.objects.filter(event=call.event_id, proposal=one).count() for one in (kept, other)
            ] == [1, 1]  # fmt: skip
    other.refresh_from_db()
    assert (other.state, other.told_state, other.merged_into) == ("merged", "merged", kept)
    page = "/en" + talk_path(other.speakers.get(position=0))
    with time_machine.travel(LEFT, tick=False):
        assert "Say whether you speak in it" in text_of(Client().get(page))
        joint = asked_in_the_other(other.speakers.get(position=0))
        answer_invitation(speaker=joint, says_yes=True, told={}, person=None, by=CHAIR, at=LEFT)
        assert "Say whether you speak in it" not in text_of(Client().get(page))


def test_who_speaks_in_both_hears_it_with_the_other_one() -> None:
    call = the_call()
    kept = decided(call, "accepted")
    a_proposal(call, kept.speakers.get().person, state="merged", told_state="submitted", merged_into=kept)
    tell_all(call)
    causes = OutgoingMail.objects.values_list("cause", flat=True)
    assert [cause.split(":")[2] for cause in causes] == ["accepted"]
    assert kept.speakers.count() == 1


def test_who_is_asked_to_speak_learns_nothing_that_is_not_told() -> None:
    call = the_call(closes_at=NOW - timedelta(days=9), opens_at=NOW - timedelta(days=90))
    row = decided(call, "accepted")
    asked = a_proposal_speaker(row, a_person("Efua", "efua@example.org"), position=1, state="invited")
    with pytest.raises(SpeakersAreFixed):
        answer_invitation(speaker=asked, says_yes=True, told={}, person=None, by=CHAIR, at=NOW)
    assert row.speakers.get(position=1).state == "invited"
