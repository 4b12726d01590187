"""Always counted in: asked for once, done whenever a new event of the series opens."""

from __future__ import annotations

from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.events.models import Event, Series
from teranga.domains.people.models import Person
from teranga.domains.places.actions.place_mail import tell_counted_in
from teranga.domains.places.actions.rsvp import NotOpen, UnknownQuota, answer_rsvp
from teranga.domains.places.models import PlaceSettings, Rsvp, SeriesFollower
from teranga.domains.places.queries import settings_of
from teranga.domains.places.rules import is_open
from teranga.domains.places.rules_answers import GOING, Wish

PROGRAM = Actor("program")


def follow_series(*, series: Series, person: Person, by: Actor, at: datetime) -> bool:
    """From now on this person is counted in; False when they were already."""
    with write():
        _row, is_new = SeriesFollower.objects.get_or_create(
            series=series, person=person, community_id=series.community_id, defaults={"since": at}
        )
        if is_new:
            _log(series, "series.follow", by, at)
    return is_new


def unfollow_series(*, series: Series, person: Person, by: Actor, at: datetime) -> None:
    with write():
        rows = SeriesFollower.objects.filter(community=series.community_id, series=series, person=person)
        if rows.delete()[0]:
            _log(series, "series.unfollow", by, at)


def count_in(*, event: Event, at: datetime) -> int:
    """Answer for those who asked for it and have not answered themselves; who asked first is first."""
    settings = settings_of(event)
    if settings is None or not is_open(settings, at) or settings.counted_in_at is not None:
        return 0
    if event.visibility == Event.Visibility.DRAFT:
        return 0  # when it is shown, this is asked for again
    rows = SeriesFollower.objects.filter(community=event.community_id, series=event.series_id)
    done = 0
    for follower in rows.select_related("person").order_by("since", "pk"):
        try:
            done += _count_in(event, follower.person, at)
        except (NotOpen, UnknownQuota):
            break
    with write():
        PlaceSettings.objects.filter(event=event).update(counted_in_at=at)
    return done


def _count_in(event: Event, person: Person, at: datetime) -> bool:
    with write(durable=True):
        if person.forgotten_at or Rsvp.objects.filter(event=event, person=person).exists():
            return False
        wish = Wish(GOING, language=person.preferred_language, came_from="series")
        rsvp = answer_rsvp(event=event, person=person, wish=wish, by=PROGRAM, at=at, quietly=True)
        tell_counted_in(rsvp, event, at=at)
    return True


def _log(series: Series, verb: str, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="series", object_id=series.pk, at=at,
           community_id=series.community_id, changes={})  # fmt: skip
