"""Reads of rounds and applications. What scorers see comes from `queries_scoring` alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import OuterRef, QuerySet

from teranga.domains.aid.models import (
    AidApplication,
    AidRound,
    Criterion,
    Part,
    Proof,
    RoundFund,
    Scorer,
    ShareRule,
)
from teranga.domains.aid.models.round import OfARound
from teranga.domains.aid.rules import COUNTED_AS_APPLIED, takes_applications
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event
from teranga.domains.people.models import Person

State = AidApplication.State
Row = TypeVar("Row", bound=OfARound)


def shown_to_everybody() -> list[QuerySet[Any]]:
    """What makes a community's menu name aid."""
    rows = AidRound.objects.filter(community=OuterRef("pk"))
    return [rows.exclude(state=AidRound.State.DRAFT)]


def shown_rounds(community: Community) -> list[AidRound]:
    """Those with a page, the newest first."""
    rows = AidRound.objects.filter(community=community).exclude(state=AidRound.State.DRAFT)
    return list(rows.select_related("event", "community").order_by("-closes_at", "-pk"))


def shown_round(community: Community, slug: str) -> AidRound:
    """Raises NotFound; a draft is none."""
    rows = AidRound.objects.filter(community=community, slug=slug).exclude(state=AidRound.State.DRAFT)
    row = rows.select_related("event", "community").first()
    if row is None:
        raise NotFound(slug)
    return row


def rounds_to(event: Event) -> list[AidRound]:
    """Published rounds of an event of this program."""
    rows = AidRound.objects.filter(event=event, state=AidRound.State.PUBLISHED)
    return list(rows.order_by("closes_at", "pk"))


def open_rounds(community: Community, at: datetime) -> list[AidRound]:
    """Where somebody can apply now, the next to close first."""
    rows = AidRound.objects.filter(community=community, state=AidRound.State.PUBLISHED)
    found = rows.filter(opens_at__lte=at, closes_at__gt=at).select_related("event")
    return list(found.order_by("closes_at", "pk"))


def rounds_of(community: Community) -> list[tuple[AidRound, dict[str, int]]]:
    """Every round for the desk, the newest first, with how many applications are in each state."""
    rows = AidRound.objects.filter(community=community).select_related("event").order_by("-closes_at", "-pk")
    counts: dict[int, Counter[str]] = {}
    states = AidApplication.objects.filter(community=community).values_list("round_id", "state")
    for number, state in states:
        counts.setdefault(number, Counter())[state] += 1
    return [(row, dict(counts.get(row.pk, {}))) for row in rows]


def round_of(community: Community, number: int) -> AidRound:
    """Raises NotFound."""
    rows = AidRound.objects.filter(community=community, pk=number)
    row = rows.select_related("event", "community").first()
    if row is None:
        raise NotFound(str(number))
    return row


def rounds_for(person: Person, at: datetime) -> list[AidRound]:
    """Open rounds of the person's communities in which they have no application."""
    member_of = Membership.objects.across_communities("one person's own memberships")
    mine = member_of.filter(person=person, state=Membership.State.CONFIRMED).values_list("community_id")
    begun = AidApplication.objects.across_communities("one person's own applications").filter(person=person)
    rows = AidRound.objects.filter(community__in=[key for (key,) in mine], state=AidRound.State.PUBLISHED)
    rows = rows.filter(opens_at__lte=at, closes_at__gt=at).exclude(pk__in=begun.values("round_id"))
    return list(rows.select_related("community", "event").order_by("closes_at", "pk"))


def own_proof(application: AidApplication, uuid: object) -> Proof:
    """Raises NotFound."""
    rows = Proof.objects.filter(community=application.community_id, application=application, uuid=uuid)
    row = rows.select_related("application").first()
    if row is None:
        raise NotFound(str(uuid))
    return row


def events_to_come_to(community: Community, today: date) -> list[Event]:
    """Events of the community that are not over, the next first."""
    return list(Event.objects.filter(community=community, end__gte=today).order_by("start", "pk")[:100])


def states_of(row: AidRound) -> list[str]:
    """The state of each application, drafts and withdrawn ones too: numbers, no people."""
    rows = AidApplication.objects.filter(community=row.community_id, round=row)
    return list(rows.values_list("state", flat=True))


def row_of(model: type[Row], row: AidRound, number: int) -> Row:
    """A part, a line of the rubric … of this round. Raises NotFound."""
    rows = model._default_manager.filter(community=row.community_id, round=row, pk=number)
    found = rows.select_related("round").first()
    if found is None:
        raise NotFound(str(number))
    return found


@dataclass(frozen=True, slots=True)
class Whole:
    """A round with everything that it consists of."""

    parts: tuple[Part, ...]
    criteria: tuple[Criterion, ...]
    rules: tuple[ShareRule, ...]
    funds: tuple[RoundFund, ...]
    scorers: tuple[Scorer, ...]


def whole_of(row: AidRound) -> Whole:
    here = {"community": row.community_id, "round": row}
    return Whole(
        parts=tuple(Part.objects.filter(**here)),
        criteria=tuple(Criterion.objects.filter(**here)),
        rules=tuple(ShareRule.objects.filter(**here)),
        funds=tuple(RoundFund.objects.filter(**here).select_related("fund").order_by("pk")),
        scorers=tuple(Scorer.objects.filter(**here).select_related("person").order_by("pk")),
    )


def applications_of(row: AidRound) -> QuerySet[AidApplication]:
    """Everything that was sent in and not withdrawn. For those who decide, never for those who score."""
    rows = AidApplication.objects.filter(community=row.community_id, round=row, state__in=COUNTED_AS_APPLIED)
    return rows.select_related("person").order_by("number")


def application_of(row: AidRound, number: int) -> AidApplication:
    """Raises NotFound."""
    found = applications_of(row).filter(number=number).select_related("round", "person").first()
    if found is None:
        raise NotFound(str(number))
    return found


def own_applications(person: Person) -> list[AidApplication]:
    rows = AidApplication.objects.across_communities("one person's own applications").filter(person=person)
    return list(rows.select_related("round__community", "round__event").order_by("-pk"))


def own_application(person: Person, uuid: object) -> AidApplication:
    """Raises NotFound, also for one of somebody else."""
    rows = AidApplication.objects.across_communities("one person's own application").filter(person=person)
    near = ("round__community", "round__event", "talk__proposal")
    row = rows.filter(uuid=uuid).select_related(*near).first()
    if row is None:
        raise NotFound(str(uuid))
    return row


@dataclass(frozen=True, slots=True)
class Waits:
    """What of a round needs a person now, each with its number."""

    lacks: tuple[str, ...]  # before it can be published
    no_scorers: bool
    guardians: int  # minors whose guardian has not answered
    unscored: int
    drafts: int
    sent: int


def waits_of(row: AidRound, whole: Whole, counts: dict[str, int], at: datetime) -> Waits:
    lacking = {
        "rules": row.rules,
        "parts": whole.parts,
        "rubric": whole.criteria,
        "window": row.closes_at > at,
    }
    rows = AidApplication.objects.filter(community=row.community_id, round=row)
    sent = rows.filter(state__in=(State.SUBMITTED, State.IN_REVIEW))
    return Waits(
        lacks=tuple(name for name, there in lacking.items() if not there)
        if row.state == AidRound.State.DRAFT
        else (),
        no_scorers=not whole.scorers,
        guardians=sent.filter(is_minor=True, guardian_said_yes_at=None).count(),
        unscored=sent.filter(points=None).count(),
        drafts=counts.get(State.DRAFT, 0) if takes_applications(row, at) else 0,
        sent=sent.count(),
    )


def waiting_for_the_committee(community: Community, at: datetime) -> int:
    """Applications of closed windows that nobody has scored."""
    rows = AidApplication.objects.filter(community=community, points=None, state=State.IN_REVIEW)
    return rows.filter(round__closes_at__lte=at).count()
