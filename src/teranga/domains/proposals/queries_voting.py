"""Voting by those who come: what each may vote on, in an order of their own, and the sums for the team."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from teranga.domains.communities.models import Membership
from teranga.domains.people.models import Person
from teranga.domains.places.models import Place
from teranga.domains.proposals.models import AttendeeVote, Call, Proposal, ProposalSpeaker, SessionType
from teranga.domains.proposals.queries_seen import speaker_name
from teranga.domains.proposals.rules_scores import FEWEST_VOTERS as FEWEST
from teranga.domains.proposals.rules_seen import covered

State, Value = Proposal.State, AttendeeVote.Value
UNTOLD = (State.SUBMITTED, State.NEEDS_INFO)  # as its speaker knows it: what is decided does not show


@dataclass(frozen=True, slots=True)
class OnTheList:
    """A proposal by its number alone; `vote` is what this person said, if anything."""

    code: str
    vote: int | None


@dataclass(frozen=True, slots=True)
class OnTheBallot:
    """A proposal without the names of those who sent it."""

    code: str
    title: str
    abstract: str
    type: SessionType | None
    level: str
    language: str
    vote: int | None


@dataclass(frozen=True, slots=True)
class VoteSum:
    code: str
    title: str
    voters: int
    points: float | None  # the mean, 0 to 3; None while fewer than FEWEST voted
    wanted: int | None  # of a hundred voters so many want to hear it gladly


def may_vote(call: Call, person: Person) -> bool:
    """Whoever has a place at the event, or is a confirmed member of its community."""
    places = Place.objects.filter(event=call.event_id, person=person, ended_at=None)
    members = Membership.objects.filter(community=call.community_id, person=person)
    return places.exists() or members.filter(state=Membership.State.CONFIRMED).exists()


def ballot_rows(call: Call, person: Person) -> QuerySet[Proposal]:
    """What this person may vote on: all that was sent, but invited and paid ones and their own."""
    rows = Proposal.objects.filter(event=call.event_id, call=call, told_state__in=UNTOLD, is_invited=False)
    rows = rows.exclude(type__is_sponsored=True)
    own = ProposalSpeaker.objects.filter(event=call.event_id, person=person)
    return rows.exclude(pk__in=own.values("proposal_id"))


def ballot_of(call: Call, person: Person) -> list[OnTheList]:
    """In an order that differs from person to person and stays the same for each. Two queries."""
    rows = list(ballot_rows(call, person).values_list("pk", "code", "uuid"))
    votes = dict(
        AttendeeVote.objects.filter(event=call.event_id, person=person).values_list("proposal_id", "value")
    )
    rows.sort(key=lambda row: shuffle_key(str(person.pk), row[2].hex))
    return [OnTheList(code, votes.get(number)) for number, code, _uuid in rows]


def on_the_ballot(call: Call, person: Person, some: Sequence[OnTheList]) -> list[OnTheBallot]:
    """These as they are read. Two queries."""
    speakers = ProposalSpeaker.objects.filter(event=call.event_id).select_related("person")
    rows = ballot_rows(call, person).filter(code__in=[one.code for one in some])
    rows = rows.select_related("type").prefetch_related(Prefetch("speakers", queryset=speakers))
    found = {row.code: row for row in rows}
    return [_without_names(found[one.code], one.vote) for one in some if one.code in found]


def shuffle_key(person: str, proposal: str) -> str:
    """So that no proposal is read first by everybody."""
    return hashlib.sha256(f"{person}:{proposal}".encode()).hexdigest()


def next_to_vote(ballot: Sequence[OnTheList], after: str = "") -> OnTheList | None:
    """The next one without a vote behind `after`, else the first without one; None when all have one."""
    codes = [one.code for one in ballot]
    start = codes.index(after) + 1 if after in codes else 0
    return next((one for one in [*ballot[start:], *ballot[:start]] if one.vote is None), None)


def vote_sums(call: Call) -> list[VoteSum]:
    """For the team alone: the most wanted first, those with few voters last. Two queries."""
    votes = AttendeeVote.objects.filter(event=call.event_id, proposal__call=call).order_by()
    told = votes.values("proposal__code", "proposal__title").annotate(
        voters=Count("pk"), points=Sum("value"), gladly=Count("pk", filter=Q(value__gte=Value.GLADLY))
    )
    sums = [
        _sum(row["proposal__code"], row["proposal__title"], row["voters"], row["points"], row["gladly"])
        for row in told
    ]
    return sorted(sums, key=lambda one: (one.points is None, -(one.points or 0), one.code))


def voters_of(call: Call) -> int:
    votes = AttendeeVote.objects.filter(event=call.event_id, proposal__call=call)
    return votes.order_by().values("person_id").distinct().count()


def _sum(code: str, title: str, voters: int, points: int, gladly: int) -> VoteSum:
    if voters < FEWEST:
        return VoteSum(code, title, voters, None, None)
    return VoteSum(code, title, voters, points / voters, round(100 * gladly / voters))


def _without_names(row: Proposal, vote: int | None) -> OnTheBallot:
    names = [name for one in row.speakers.all() for name in (one.name, speaker_name(one))]
    return OnTheBallot(
        row.code, covered(names, row.title), covered(names, row.abstract), row.type, row.level, row.language,
        vote,
    )  # fmt: skip
