"""The practice community with its chapters, generated members, and conference."""

from __future__ import annotations

from datetime import datetime, timedelta

from teranga.cli.demo.load_aid import load_aid
from teranga.cli.demo.load_arrivals import load_arrivals, seat_payers
from teranga.cli.demo.load_call import load_call
from teranga.cli.demo.load_call_told import load_call_told
from teranga.cli.demo.load_decisions import load_decisions
from teranga.cli.demo.load_delegation import CHOSEN, delegates, load_delegation
from teranga.cli.demo.load_events import find_event, put_programme
from teranga.cli.demo.load_hackathons import load_hackathons
from teranga.cli.demo.load_last_journey import load_last_journey
from teranga.cli.demo.load_learning import load_learning
from teranga.cli.demo.load_meetups import load_meetups
from teranga.cli.demo.load_members import load_members
from teranga.cli.demo.load_money import load_money
from teranga.cli.demo.load_opportunities import load_opportunities
from teranga.cli.demo.load_partners import load_partners
from teranga.cli.demo.load_places import load_places
from teranga.cli.demo.load_pools import load_pools
from teranga.cli.demo.load_readers import load_readers
from teranga.cli.demo.load_remains import load_certificates, load_remains
from teranga.cli.demo.load_speakers_aid import load_speakers_aid
from teranga.cli.demo.load_story import load_story_events, load_story_home, load_story_links
from teranga.cli.demo.world import Member, Practice
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions.practice import (
    PracticeMember,
    PracticeParticipation,
    enrol_practice_members,
)
from teranga.domains.communities.actions.set_lists import set_seats
from teranga.domains.communities.actions.snapshots import keep_snapshots
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community, Participation, TeamSeat
from teranga.domains.events.actions.describe_tracks import TrackDescription, describe_tracks
from teranga.domains.events.models import Event
from teranga.domains.people.actions.custom_roles import add_custom_role
from teranga.domains.people.actions.roles import grant_role
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Scope
from teranga.domains.people.rules_roles import RoleAt
from teranga.foundation.translated import TranslatedText

A_MONTH, FIRST_TERM_ENDS = timedelta(days=31), timedelta(days=24)
FORMER = ((0, 50), (2, 51), (7, 52))  # (seat, member): who held it before
COMMUNITY_ROLES = ("organiser", "organiser", "treasurer")  # of the seats, in the order of the team
EVENT_ROLES = ("programme_chair",)
OTHER_ROLES = ("read_only", "door_volunteer", "translator")  # an auditor and two helpers without a seat
OWN_ROLE = TranslatedText({"fr": "Photos et récits", "en": "Photos and stories", "es": "Fotos e historias"})
OWN_ROLE_ALLOWS = {"pages": ["view", "edit"], "events": ["view"], "members": ["view"]}


def load_practice(practice: Practice, at: datetime) -> None:
    """Everything of it, for a database that has none of it yet."""
    community = load_story_home(practice.community, at)
    # Whoever took part in anything within a year is active.
    update_community(
        community=community, active_counts=list(Participation.Kind.values), by=COMMAND_LINE, at=at
    )
    load_story_events(practice.community, at)
    for chapter in practice.chapters:
        load_story_home(chapter, at, parent=community)
        load_story_events(chapter, at)
    for story in (practice.community, *practice.chapters):
        load_story_links(story, at)
    _load_conference(community, practice, at)
    load_meetups(community, at)
    load_remains(community, at, practice.seed)
    people = _enrol(community, practice, at)
    _seat_organisers(community, practice, people, at)
    _give_roles(community, practice, people, at)
    load_decisions(community, practice.today, at)
    load_partners(community, practice.today, at)
    load_opportunities(community, practice.today, at)
    load_readers(community, [people[one.member] for one in practice.organisers], people, at)
    # Towns and genders are generated and do not change, so the groups of last month are known today.
    keep_snapshots(community=community, today=practice.today, fresh=A_MONTH, by=COMMAND_LINE, at=at)
    load_learning(community, people, practice.seed, at)
    load_hackathons(community, people, practice.seed, at)
    load_places(community, practice, people, at)
    load_certificates(community, at)
    load_members(community, people, practice.seed, at)
    _load_journeys(community, practice, people, at)
    load_call(community, [people[one.member] for one in practice.organisers[3:5]], people, practice.seed, at)
    load_call_told(community, people, practice.seed, at)
    if (conference := find_event(community, practice.conference_slug)) is not None:
        load_speakers_aid(conference, at)


def _load_journeys(community: Community, practice: Practice, people: list[Person], at: datetime) -> None:
    """From many small gifts to people who arrive: one round is open, one decided, one over."""
    seats = [people[one.member] for one in practice.organisers]
    payers = seat_payers(community, seats[4:6], at)
    purse = load_money(community, people, delegates(people)[:CHOSEN], practice.seed, at)
    load_aid(community, people, practice.seed, at)
    row = load_delegation(community, people, purse, practice.seed, at)
    load_pools(community, people, row, practice.seed, at)
    load_arrivals(row, payers, at)
    load_last_journey(community, people, payers, practice.seed, at)


def _load_conference(community: Community, practice: Practice, at: datetime) -> None:
    event = find_event(community, practice.conference_slug)
    if event is None:
        raise LookupError(practice.conference_slug)
    put_programme(event, practice.conference_programme, at, file_name="practice")
    tracks = [TrackDescription(dict(track.name), track.colour) for track in practice.tracks]
    describe_tracks(event=event, descriptions=tracks, by=COMMAND_LINE, at=at)


def _enrol(community: Community, practice: Practice, at: datetime) -> list[Person]:
    events = dict(Event.objects.filter(community=community).values_list("slug", "pk"))
    facts = [
        PracticeParticipation(fact.member, events.get(fact.event), fact.kind, fact.day)
        for fact in practice.participations
    ]
    members = [_member(member) for member in practice.members]
    return enrol_practice_members(
        community=community, members=members, participations=facts, by=COMMAND_LINE, at=at
    )


def _member(member: Member) -> PracticeMember:
    return PracticeMember(
        name=member.name, email=member.email, phone=member.phone, city=member.city, level=member.level,
        languages=member.languages, help_ways=member.help_ways, joined=member.joined, gender=member.gender,
    )  # fmt: skip


def _seat_organisers(community: Community, practice: Practice, people: list[Person], at: datetime) -> None:
    seats = [
        TeamSeat(person=people[one.member], name=people[one.member].name, role=one.role, group=one.group)
        for one in practice.organisers
    ]
    seats[0].ends_on = practice.today + FIRST_TERM_ENDS
    this_year = practice.today.year
    for seat in seats:
        seat.since = str(this_year - 1)
    seats += [_former(seats[index], people[member], this_year) for index, member in FORMER]
    set_seats(community=community, seats=seats, by=COMMAND_LINE, at=at)


def _former(seat: TeamSeat, person: Person, this_year: int) -> TeamSeat:
    """Who held the seat from the beginning until those of today took over."""
    return TeamSeat(
        person=person, name=person.name, role=seat.role, group=seat.group, since=str(this_year - 2),
        until=str(this_year - 1),
    )  # fmt: skip


def _give_roles(community: Community, practice: Practice, people: list[Person], at: datetime) -> None:
    """The team gets what it needs to work, and three members a smaller role."""
    seats = [people[one.member] for one in practice.organisers]
    seated = {one.member for one in practice.organisers}
    others = [person for index, person in enumerate(people[:40]) if index not in seated]
    event = find_event(community, practice.conference_slug)
    home = Place(community_id=community.pk)
    there = Place(community_id=community.pk, event_id=event.pk if event else None)
    roles = [
        (person, RoleAt(role, Scope.COMMUNITY, home))
        for person, role in zip(seats, COMMUNITY_ROLES, strict=False)
    ]
    roles += [
        (person, RoleAt(role, Scope.EVENT, there))
        for person, role in zip(seats[3:], EVENT_ROLES, strict=False)
    ]
    roles += [
        (person, RoleAt(role, Scope.COMMUNITY, home))
        for person, role in zip(others, OTHER_ROLES, strict=False)
    ]
    own = add_custom_role(
        community_id=community.pk, name=OWN_ROLE, allowed=OWN_ROLE_ALLOWS, by=COMMAND_LINE, at=at, rights=None
    )
    roles += [
        (person, RoleAt(own.key, Scope.COMMUNITY, home, own)) for person in others[len(OTHER_ROLES) :][:1]
    ]
    for person, which in roles:
        grant_role(person=person, which=which, by=COMMAND_LINE, at=at, rights=None)
