"""One mail a day to those who look after comments, and none when nothing new waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from teranga.base.writing import write
from teranga.domains.communities.models import Comment, CommentReport, Community
from teranga.domains.communities.queries_comments import arrived_since, waiting_count
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place
from teranga.domains.people.queries import first_address
from teranga.domains.people.queries_roles import grant_of, grants_reaching
from teranga.domains.people.roles import Area, Verb
from teranga.foundation.translated import TranslatedText

A_DAY = timedelta(days=1)


def tell_moderators(at: datetime) -> int:
    """Mail the moderators of each community in which something arrived since yesterday; returns how many."""
    waiting = Comment.objects.across_communities("moderators of every community are told")
    reports = CommentReport.objects.across_communities("moderators of every community are told")
    ids = {
        *waiting.filter(state=Comment.State.WAITING).values_list("community_id", flat=True).distinct(),
        *reports.filter(closed_at=None).values_list("community_id", flat=True).distinct(),
    }
    told = 0
    for community in Community.objects.filter(pk__in=ids).order_by("id"):
        if arrived_since(community.pk, at - A_DAY):
            told += _tell(community, at)
    return told


def moderators_of(community: Community, at: datetime) -> list[Person]:
    """Those whose role lets them decide on pages here."""
    place = Place(community.pk, community.parent_id)
    rows = [
        row
        for row in grants_reaching(community.pk, community.parent_id)
        if row.ended_at is None and row.since <= at and (row.until is None or at < row.until)
    ]
    people = {
        row.person_id: row.person
        for row in rows
        if Verb.DECIDE in grant_of(row).allowed.get(Area.PAGES, frozenset()) and grant_of(row).reaches(place)
    }
    return [person for _, person in sorted(people.items()) if person.forgotten_at is None]


def _tell(community: Community, at: datetime) -> int:
    count, told = waiting_count(community), 0
    with write():
        for person in moderators_of(community, at):
            address, language = first_address(person), person.preferred_language
            if not address:
                continue
            values = {
                "name": person.name, "count": str(count),
                "community": TranslatedText(community.name).in_language(
                    language, community.default_language
                ),
                "link": f"{settings.BASE_URL}/{language}/organise/{community.slug}/comments/",
            }  # fmt: skip
            text = write_letter("comments_wait", language, values, community_id=community.pk)
            queue_mail(
                text, to=address, cause=f"comments-wait:{community.pk}:{at:%Y-%m-%d}", at=at,
                community_id=community.pk, person_id=person.pk,
            )  # fmt: skip
            told += 1
    return told
