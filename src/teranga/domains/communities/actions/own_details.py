"""What members change about themselves, and the consents they take back or give later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.join_details import ConsentMissing
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.models.community import HELP_WAYS
from teranga.domains.people.actions.consents import give_consents, withdraw_consents
from teranga.domains.people.actions.persons import describe_person
from teranga.domains.people.consents import PURPOSES, REQUIRED
from teranga.domains.people.models import Person


def change_own_details(
    *, membership: Membership, city: str, level: str, help_ways: Iterable[str], by: Actor, at: datetime
) -> None:
    """Write city, level and ways of helping; the audit row names the fields, not what stands in them."""
    ways = set(help_ways)
    with write():
        describe_person(membership.person, city=city)
        membership.level = level if level in Membership.Level.values else ""
        membership.help_ways = [way for way in HELP_WAYS if way in ways]
        membership.save(update_fields=["level", "help_ways"])
        changes: dict[str, object] = {"fields": ["city", "level", "help_ways"]}
        _audit(membership.community, membership.person, "membership.change", changes, by=by, at=at)


def change_consent(
    *, community: Community, person: Person, purpose: str, given: bool, by: Actor, at: datetime
) -> None:
    """Give or take back one consent. Taking back the one that membership rests on raises ConsentMissing."""
    if purpose in REQUIRED and not given:
        raise ConsentMissing(
            _("The community cannot keep you as a member without this one. You can leave instead.")
        )
    if purpose not in PURPOSES:
        return
    with write():
        if given:
            give_consents(person, community.pk, [purpose], language=get_language() or "", at=at)
        else:
            withdraw_consents(person, community.pk, at=at, purposes=[purpose])
        verb = "consent.give" if given else "consent.withdraw"
        _audit(community, person, verb, {"purpose": purpose}, by=by, at=at)


def _audit(
    community: Community, person: Person, verb: str, changes: dict[str, object], *, by: Actor, at: datetime
) -> None:
    record(
        by=by, verb=verb, object_type="person", object_id=person.pk, at=at, community_id=community.pk,
        changes=changes,
    )  # fmt: skip
