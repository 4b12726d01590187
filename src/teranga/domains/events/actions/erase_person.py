"""Erasing a person everywhere: the one way, whoever asks and from wherever."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q

from teranga.base import personal_data
from teranga.base.models import SearchDocument, SearchTrigram
from teranga.base.personal_data import Subject
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.actions.leave import leave_community
from teranga.domains.communities.models import Community, Membership, TeamSeat
from teranga.domains.communities.publishing import announce_community
from teranga.domains.communities.queries_comments import written_in
from teranga.domains.events.findable import index_whole_event
from teranga.domains.events.models import Event, Helper, Speaker
from teranga.domains.events.publishing import announce_event
from teranga.domains.people.actions.persons import forget_person
from teranga.domains.people.models import Person
from teranga.domains.people.personal_data import subject_of
from teranga.foundation.folding import words


def erase_person(*, person: Person, by: Actor, at: datetime) -> dict[str, int]:
    """End everything that is kept of a person, as each model's declaration says; returns the rows touched."""
    with write():
        list(person.contact_points.select_for_update().order_by("id"))
        subject = subject_of(person)
        events, communities, names = _where_published(person)
        for membership in _memberships(person):
            leave_community(community=membership.community, person=person, by=by, at=at)
        touched = personal_data.erase(subject)
        forget_person(Person.objects.get(pk=person.pk), at=at)
        for event in events:
            index_whole_event(event)
            announce_event(event)
        for community in communities:
            announce_community(community)
        _forget_words(names)
        _drop_what_the_index_remembers()
        _end_sessions(subject)
        record(by=by, verb="person.erase", object_type="person", object_id=person.pk, at=at,
               changes={"rows": {model: rows for model, rows in touched.items() if rows}})  # fmt: skip
    return touched


def _memberships(person: Person) -> list[Membership]:
    rows = Membership.objects.across_communities("a person leaves every community at once")
    open_ones = rows.filter(person=person).exclude(state=Membership.State.LEFT)
    return list(open_ones.select_related("community").order_by("community_id"))


def _where_published(person: Person) -> tuple[list[Event], list[Community], list[str]]:
    """Events and communities whose pages show the person, and every name under which they do."""
    spoken = Speaker.objects.across_communities("a person may speak anywhere").filter(person=person)
    seated = TeamSeat.objects.across_communities("a person may sit on any team").filter(person=person)
    rows = Event.objects.across_communities("the events where this person speaks or is thanked")
    helped = Helper.objects.across_communities("a person may be thanked anywhere").filter(person=person)
    named_at = [*spoken.values_list("event_id", flat=True), *helped.values_list("event_id", flat=True)]
    events = list(rows.filter(pk__in=named_at).select_related("community", "venue").order_by("id"))
    wrote = written_in(person)
    shown = Community.objects.filter(Q(seats__in=list(seated)) | Q(pk__in=wrote))
    communities = list(shown.distinct().order_by("id"))
    names = [person.name, *spoken.values_list("name", flat=True), *seated.values_list("name", flat=True)]
    return events, communities, names


def _forget_words(names: list[str]) -> None:
    """Take the names' words out of the index of known words, unless something else is still called so."""
    gone = {word[:40] for name in names for word in words(name)}
    for title in SearchDocument.objects.values_list("title", flat=True).iterator():
        gone -= {word[:40] for word in words(title)}
        if not gone:
            return
    SearchTrigram.objects.filter(word__in=gone).delete()


def _drop_what_the_index_remembers() -> None:
    """SQLite's full-text index keeps the words of deleted rows until its parts are merged."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO base_searchindex (base_searchindex) VALUES ('optimize')")


def _end_sessions(subject: Subject) -> None:
    """A browser in which one of the addresses was typed would otherwise remember it for weeks."""
    ended = [
        row.pk
        for row in Session.objects.iterator()
        if any(address in str(row.get_decoded()) for address in subject.addresses)
    ]
    Session.objects.filter(pk__in=ended).delete()
