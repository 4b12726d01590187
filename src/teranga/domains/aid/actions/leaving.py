"""When somebody is erased: their applications end, their files go, and what was said of them as well."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.activity.actions.record import PROGRAM
from teranga.domains.aid.actions.aftermath import drop_photo
from teranga.domains.aid.actions.applications import locked_application, withdraw_application
from teranga.domains.aid.models import Aftermath, AidApplication, Proof, Remark
from teranga.domains.aid.publishing import announce_round
from teranga.domains.aid.rules import APPLICATION_MOVES
from teranga.domains.aid.rules_aftermath import is_public
from teranga.domains.people.models import Person


def forget_applicant(person: Person, at: datetime) -> None:
    """Part of the transaction that forgets the person."""
    own = AidApplication.objects.across_communities("one person's own applications").filter(person=person)
    for row in own.order_by("pk"):
        if row.state in APPLICATION_MOVES["withdraw"][0]:
            withdraw_application(application=locked_application(row), by=PROGRAM, at=at)
        Proof.objects.filter(community=row.community_id, application=row).delete()
        Remark.objects.filter(community=row.community_id, application=row).delete()
        told = Aftermath.objects.filter(community=row.community_id, award__application=row)
        for one in told.select_related("award__round__community", "award__round__event"):
            drop_photo(told=one, at=at)
            if is_public(one):
                announce_round(one.award.round)
