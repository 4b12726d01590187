"""Several organisers change one community: nobody overwrites another unseen, and the log tells each field."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.base.editing import EditedMeanwhile, seen_mark
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community
from tests.domains.events.programmes import LATER, ORGANISER, community, everything

pytestmark = pytest.mark.django_db


def test_the_log_tells_each_field_before_and_after_and_no_address() -> None:
    place = community(contact_email="old@example.org", zone="UTC")
    update_community(
        community=place, zone="Africa/Lome", contact_email="new@example.org", by=ORGANISER, at=LATER
    )
    entry = AuditEntry.objects.filter(community_id=place.pk, verb="community.update").get()
    assert entry.changes == {"zone": ["UTC", "Africa/Lome"], "contact_email": "changed, not shown"}


def test_a_form_that_showed_an_older_version_writes_nothing() -> None:
    place = community()
    seen = seen_mark(place.last_changed)
    update_community(community=place, tagline={"fr": "Ensemble"}, by=ORGANISER, at=LATER, seen=seen)
    before = everything()
    with pytest.raises(EditedMeanwhile):
        update_community(community=place, tagline={"fr": "À deux"}, by=ORGANISER, at=LATER, seen=seen)
    assert everything() == before


def test_a_stale_copy_never_brings_an_old_value_back() -> None:
    place = community()
    mine = Community.objects.get(pk=place.pk)
    update_community(community=place, currency="GHS", by=ORGANISER, at=LATER)
    update_community(community=mine, zone="Africa/Accra", by=ORGANISER, at=LATER + timedelta(hours=1))
    stored = Community.objects.get(pk=place.pk)
    assert (stored.currency, stored.zone) == ("GHS", "Africa/Accra")
    assert (mine.currency, mine.updated_at) == ("GHS", LATER + timedelta(hours=1))
