"""Several organisers change one community: nobody overwrites another unseen, and the log tells each field."""

from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.base.editing import EditedMeanwhile, seen_values
from teranga.domains.activity.models import AuditEntry
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community
from tests.domains.events.programmes import LATER, ORGANISER, community
from tests.everything import everything

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
    seen = seen_values(place, ["tagline"])
    update_community(community=place, tagline={"fr": "Ensemble"}, by=ORGANISER, at=LATER, seen=seen)
    before = everything()
    assert (
        update_community(community=place, tagline={"fr": "Ensemble"}, by=ORGANISER, at=LATER, seen=seen) == []
    )
    with pytest.raises(EditedMeanwhile):
        update_community(community=place, tagline={"fr": "À deux"}, by=ORGANISER, at=LATER, seen=seen)
    assert everything() == before


def test_two_forms_that_show_different_fields_do_not_meet() -> None:
    place = community()
    texts, facts = seen_values(place, ["tagline"]), seen_values(place, ["zone", "currency"])
    update_community(community=place, tagline={"fr": "Ensemble"}, by=ORGANISER, at=LATER, seen=texts)
    changed = update_community(
        community=place, zone="Africa/Lome", currency="XOF", by=ORGANISER, at=LATER, seen=facts
    )
    assert changed == ["zone"]


def test_a_stale_copy_never_brings_an_old_value_back() -> None:
    place = community()
    mine = Community.objects.get(pk=place.pk)
    update_community(community=place, currency="GHS", by=ORGANISER, at=LATER)
    update_community(community=mine, zone="Africa/Accra", by=ORGANISER, at=LATER + timedelta(hours=1))
    stored = Community.objects.get(pk=place.pk)
    assert (stored.currency, stored.zone) == ("GHS", "Africa/Accra")
    assert (mine.currency, mine.updated_at) == ("GHS", LATER + timedelta(hours=1))
