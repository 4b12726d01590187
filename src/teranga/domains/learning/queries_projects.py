"""Reads of projects: the public showcase, one's own, what an organiser sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event
from teranga.domains.learning.models import FirstTimeGuide, Project, ProjectMember
from teranga.domains.people.audiences import Audience, seen_by
from teranga.domains.people.models import ContactPoint, Person

MOST_EVENTS = 40
HELPS = Q(members__state=ProjectMember.State.MEMBER)


def shown_projects(community: Community, kind: str = "") -> list[Project]:
    """What everybody sees, the newest first, each with `helpers`."""
    rows = Project.objects.filter(community=community, shown__in=seen_by(Audience.PUBLIC), hidden_at=None)
    if kind:
        rows = rows.filter(kind=kind)
    return list(
        rows.select_related("owner", "event").annotate(helpers=Count("members", filter=HELPS)).order_by("-pk")
    )


def shown_project(community: Community, number: int) -> Project:
    """Raises NotFound."""
    rows = Project.objects.filter(community=community, shown__in=seen_by(Audience.PUBLIC), hidden_at=None)
    rows = rows.select_related("owner", "event", "community")
    row = rows.annotate(helpers=Count("members", filter=HELPS)).filter(pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def own_projects(person: Person) -> list[Project]:
    rows = Project.objects.across_communities("one person's own projects").filter(owner=person)
    return list(rows.select_related("community").prefetch_related("steps").order_by("-pk"))


def own_project(person: Person, number: int) -> Project:
    """Raises NotFound."""
    rows = Project.objects.across_communities("one person's own project").filter(owner=person)
    row = rows.filter(pk=number).select_related("community", "event").first()
    if row is None:
        raise NotFound(str(number))
    return row


def members_projects(person: Person) -> list[Project]:
    """What others of one's communities show to members."""
    mine = Membership.objects.across_communities("one person's own memberships")
    places = mine.filter(person=person, state=Membership.State.CONFIRMED).values_list(
        "community_id", flat=True
    )
    rows = Project.objects.filter(community__in=list(places), shown=Project.Shown.MEMBERS, hidden_at=None)
    return list(rows.exclude(owner=person).select_related("owner", "community").order_by("-pk")[:60])


def joinable_project(person: Person, community: Community, number: int) -> Project:
    """One that this person sees and could help with. Raises NotFound."""
    is_member = Membership.objects.filter(
        community=community, person=person, state=Membership.State.CONFIRMED
    ).exists()
    near = Audience.MEMBERS if is_member else Audience.PUBLIC
    rows = Project.objects.filter(community=community, shown__in=seen_by(near), hidden_at=None)
    row = rows.select_related("owner", "community").filter(pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def events_to_begin_at(communities: Iterable[Community], today: date) -> list[Event]:
    """Public events of these communities where a project may have begun: of the last year, and on now."""
    rows = Event.objects.filter(
        community__in=[row.pk for row in communities], visibility=Event.Visibility.PUBLIC,
        start__lte=today, start__gte=today - timedelta(days=365), cancelled_at=None,
    )  # fmt: skip
    return list(rows.select_related("community").order_by("-start", "-pk")[:MOST_EVENTS])


@dataclass(frozen=True, slots=True)
class Helping:
    """A request to help, with how to reach the other side once the owner said yes."""

    request: ProjectMember
    other: Person
    is_mine: bool  # I am the owner
    addresses: tuple[tuple[str, str], ...]


def helping_of(person: Person) -> list[Helping]:
    """Requests to me and of mine, the newest first."""
    rows = ProjectMember.objects.across_communities("requests to and of one person")
    rows = rows.filter(Q(person=person) | Q(project__owner=person))
    requests = list(rows.select_related("person", "project__owner", "project__community").order_by("-pk"))
    others = {
        one.pk: one.person if one.project.owner_id == person.pk else one.project.owner for one in requests
    }
    agreed = {others[one.pk].pk for one in requests if one.state == ProjectMember.State.MEMBER}
    reach: dict[int, list[tuple[str, str]]] = {}
    points = ContactPoint.objects.filter(person__in=agreed).exclude(verified_at=None).order_by("pk")
    for owner, kind, value in points.values_list("person_id", "kind", "value"):
        reach.setdefault(owner, []).append((kind, value))
    return [
        Helping(one, others[one.pk], one.project.owner_id == person.pk,
                tuple(reach.get(others[one.pk].pk, ())) if one.state == ProjectMember.State.MEMBER else ())
        for one in requests
    ]  # fmt: skip


def request_to(person: Person, number: int) -> ProjectMember:
    """A request to help with a project of this person's. Raises NotFound."""
    rows = ProjectMember.objects.across_communities("a request to one person").filter(pk=number)
    row = rows.filter(project__owner=person).select_related("project").first()
    if row is None:
        raise NotFound(str(number))
    return row


def desk_projects(community: Community) -> list[Project]:
    """What organisers, members and everybody see; what is only for oneself is nobody else's."""
    rows = Project.objects.filter(community=community, shown__in=seen_by(Audience.ORGANISERS))
    return list(rows.select_related("owner").order_by("-pk"))


def desk_project(community: Community, number: int) -> Project:
    """Raises NotFound."""
    rows = Project.objects.filter(community=community, shown__in=seen_by(Audience.ORGANISERS))
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def guide_of(event: Event) -> FirstTimeGuide | None:
    return FirstTimeGuide.objects.filter(event=event).first()
