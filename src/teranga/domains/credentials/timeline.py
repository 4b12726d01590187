"""The certificates that somebody got, for their own timeline."""

from __future__ import annotations

from collections.abc import Iterable

from teranga.domains.communities.timeline import TimelineLine
from teranga.domains.credentials.models import Certificate
from teranga.domains.credentials.queries import NAMED, Standing, path_of, standing_of, token_of
from teranga.domains.people.models import Person


def certificates_got(person: Person) -> Iterable[TimelineLine]:
    rows = Certificate.objects.across_communities("one person's own certificates").filter(person=person)
    for row in rows.select_related(*NAMED, "community"):
        if standing_of(row) is Standing.GENUINE:
            path = path_of(row)
            yield TimelineLine(
                row.issued_at.date(), "got_certificate", row.community.name,
                f"/certificate/{token_of(row)}/", path.name if path else "", row.event_id,
            )  # fmt: skip
