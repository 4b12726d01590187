"""Terms of office: a seat is handed over to its successor; a month before, somebody is reminded."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import TeamSeat
from teranga.domains.communities.publishing import announce_community
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import one_line
from teranga.domains.people.queries import first_address
from teranga.domains.people.queries_roles import holders_in
from teranga.foundation.translated import TranslatedText

BEFORE_END = timedelta(days=31)


class SeatIsOver(Exception):
    """The seat was handed over already."""


def hand_over_seat(
    *, seat: TeamSeat, name: str, since: date, ends_on: date | None, by: Actor, at: datetime,
    person: Person | None = None,
) -> TeamSeat:  # fmt: skip
    """End this term and begin the next one in the same role. Raises SeatIsOver."""
    with write():
        rows = TeamSeat.objects.filter(community=seat.community_id).select_for_update(of=("self",))
        row = rows.select_related("community").get(pk=seat.pk)
        if row.successor_id is not None or row.until:
            raise SeatIsOver
        new = TeamSeat.objects.create(
            community=row.community, person=person, name=one_line(name)[:120], role=row.role, group=row.group,
            since=since.isoformat(), ends_on=ends_on, position=row.position,
        )  # fmt: skip
        row.until, row.successor = since.isoformat(), new
        row.save(update_fields=["until", "successor"])
        record(by=by, verb="seat.hand_over", object_type="seat", object_id=row.pk, at=at,
               community_id=row.community_id, changes={"successor": ["", new.pk]})  # fmt: skip
        announce_community(row.community)
    return new


def remind_of_terms(*, at: datetime) -> int:
    """Write to the organisers once for each term that ends within a month; returns how many terms."""
    rows = TeamSeat.objects.across_communities("terms that end soon, wherever they are")
    soon = rows.filter(until="", reminded_at=None, ends_on__gt=at.date(), ends_on__lte=at.date() + BEFORE_END)
    seats = list(soon.select_related("community").order_by("pk"))
    for seat in seats:
        _remind(seat, at)
    return len(seats)


def _remind(seat: TeamSeat, at: datetime) -> None:
    community = seat.community
    with write():
        fresh = TeamSeat.objects.filter(community=community, pk=seat.pk, reminded_at=None)
        if not fresh.update(reminded_at=at):
            return
        for person in holders_in(community.pk, "organiser", at):
            if not (address := first_address(person)):
                continue
            language = person.preferred_language
            text = write_letter(
                "term_ends", language, community_id=community.pk,
                values={
                    "name": seat.name or "–", "role": TranslatedText(seat.role).best((language, "en"))[0],
                    "community": TranslatedText(community.name).best((language, "en"))[0],
                    "last_day": seat.ends_on.isoformat() if seat.ends_on else "",
                    "link": f"{settings.BASE_URL}/{language}/organise/{community.slug}/people/",
                },
            )  # fmt: skip
            queue_mail(
                text, to=address, cause=f"term-ends:{seat.pk}", at=at, community_id=community.pk,
                person_id=person.pk,
            )  # fmt: skip
