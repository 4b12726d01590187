"""Places not used (yet), for a person's own timeline; that they came stands there anyway."""

from __future__ import annotations

from collections.abc import Iterable

from teranga.domains.communities.timeline import TimelineLine
from teranga.domains.people.models import Person
from teranga.domains.places.models import Place


def places_held(person: Person) -> Iterable[TimelineLine]:
    rows = Place.objects.across_communities("one person's own places").filter(
        person=person, session=None, ended_at=None, arrived_at=None
    )
    for row in rows.select_related("community"):
        yield TimelineLine(row.given_at.date(), "got_place", row.community.name, event_id=row.event_id)
