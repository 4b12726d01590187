"""Reading newsletters: drafts at the desk, the public archive, and who gets them."""

from __future__ import annotations

from datetime import date

from teranga.domains.communities.models import Community, Membership, Newsletter
from teranga.domains.communities.queries_audience import Addressed, addresses_of
from teranga.domains.people.consents import NEWS
from teranga.domains.people.models import Consent, Person

IN_THE_ARCHIVE = 120  # months


def newsletters_of(community: Community) -> list[Newsletter]:
    rows = Newsletter.objects.filter(community=community)
    return list(rows.defer("body").order_by("-month")[:IN_THE_ARCHIVE])


def newsletters_to_edit(community: Community) -> int:
    """How many are drafted and neither published nor made into a mail."""
    return Newsletter.objects.filter(community=community, published_at=None, bulk_id=None).count()


def published_newsletters(community: Community) -> list[Newsletter]:
    rows = Newsletter.objects.filter(community=community).exclude(published_at=None)
    return list(rows.defer("body").order_by("-month")[:IN_THE_ARCHIVE])


def published_newsletter(community: Community, month: date) -> Newsletter | None:
    rows = Newsletter.objects.filter(community=community, month=month).exclude(published_at=None)
    return rows.first()


def newsletter_of(community: Community, number: int) -> Newsletter | None:
    rows = Newsletter.objects.filter(community=community, pk=number)
    return rows.select_related("community").first()


def subscribers_in(community_ids: tuple[int, ...]) -> list[Addressed]:
    """Who asked for news without being a member: by a confirmed address and a consent."""
    rows = Consent.objects.filter(community_id__in=community_ids, purpose=NEWS, withdrawn_at=None)
    members = Membership.objects.filter(
        community_id__in=community_ids, state=Membership.State.CONFIRMED
    ).values_list("community_id", "person_id")
    known = set(members)
    pairs = [
        pair for pair in rows.order_by("id").values_list("community_id", "person_id") if pair not in known
    ]
    ids = {person for _, person in pairs}
    people = dict(
        Person.objects.filter(pk__in=ids, forgotten_at=None).values_list("id", "preferred_language")
    )
    names = dict(Person.objects.filter(pk__in=ids).values_list("id", "name"))
    addresses = addresses_of(ids)
    return [
        Addressed(person, place, names.get(person, ""), people[person], *addresses.get(person, ("", False)))
        for place, person in pairs
        if person in people
    ]


def subscriber_count(community: Community) -> int:
    """How many asked this community for news, members and others."""
    rows = Consent.objects.filter(community_id=community.pk, purpose=NEWS, withdrawn_at=None)
    return rows.values("person_id").distinct().count()
