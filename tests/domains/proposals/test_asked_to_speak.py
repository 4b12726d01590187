"""Who is asked to speak in a proposal that others wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.base.models import Job
from teranga.domains.proposals.actions import telling
from teranga.domains.proposals.actions.speakers import SpeakersAreFixed, answer_invitation
from teranga.domains.proposals.models import Telling
from tests.domains.proposals.test_telling import CHAIR, LEFT, NOW, approve, decided, the_call
from tests.factories.people import a_person
from tests.factories.proposals import a_proposal_speaker

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
    (job,) = Job.objects.filter(name="proposals.tell_invited")
    assert job.payload["speaker_id"] == asked.pk
    late = call.closes_at + timedelta(days=60)
    said = {"speaker": asked, "told": {"name": "Efua Sow"}, "person": None, "by": CHAIR, "at": late}
    assert answer_invitation(says_yes=True, **said).state == "confirmed"


def test_who_is_asked_to_speak_learns_nothing_that_is_not_told() -> None:
    call = the_call(closes_at=NOW - timedelta(days=9), opens_at=NOW - timedelta(days=90))
    row = decided(call, "accepted")
    asked = a_proposal_speaker(row, a_person("Efua", "efua@example.org"), position=1, state="invited")
    with pytest.raises(SpeakersAreFixed):
        answer_invitation(speaker=asked, says_yes=True, told={}, person=None, by=CHAIR, at=NOW)
    assert row.speakers.get(position=1).state == "invited"
