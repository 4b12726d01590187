"""What the next meetup takes over from the last one: how places are given, how many, what is asked."""

from __future__ import annotations

from datetime import datetime

from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event
from teranga.domains.events.rules_clone import moved
from teranga.domains.events.taking_over import also_take_over
from teranga.domains.places.actions.place_settings import save_settings
from teranga.domains.places.actions.questions import FIELDS as ASKED
from teranga.domains.places.actions.questions import add_question
from teranga.domains.places.actions.quotas import make_quota
from teranga.domains.places.actions.reminders import set_reminders
from teranga.domains.places.models import Quota, ReminderSettings
from teranga.domains.places.queries import quotas_of, settings_of
from teranga.domains.places.queries_own import questions_of
from teranga.domains.places.queries_reminders import reminders_of
from teranga.domains.places.rules_reminders import WHICH

SAME = ("takes_answers", "guests_most", "offer_hours", "order")


@also_take_over
def take_places_over(source: Event, made: Event, by: Actor, at: datetime) -> None:
    """Nobody's place comes along: counters begin at nothing, and the days of opening and closing move."""
    settings, shift = settings_of(source), made.start - source.start
    if settings is not None:
        save_settings(
            event=made, by=by, at=at, **{name: getattr(settings, name) for name in SAME},
            opens_at=moved(settings.opens_at, shift, source.zone),
            closes_at=moved(settings.closes_at, shift, source.zone),
        )  # fmt: skip
    copies: dict[int, Quota] = {}
    rows = [row for row in quotas_of(source) if row.session_id is None]
    for row in sorted(rows, key=lambda row: (row.within_id is not None, row.position, row.pk)):
        copies[row.pk] = make_quota(
            event=made, size=row.size, name=row.name, kinds=row.kinds, by=by, at=at,
            within=copies.get(row.within_id) if row.within_id else None,
        )  # fmt: skip
    for question in questions_of(source):
        add_question(event=made, by=by, at=at, **{name: getattr(question, name) for name in ASKED})
    if ReminderSettings.objects.filter(event=source).exists():
        wanted = reminders_of(source)
        ticked = {which: which in wanted.which for which in WHICH}
        set_reminders(event=made, by=by, at=at, maybe=wanted.maybe, **ticked)
