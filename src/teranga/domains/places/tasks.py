from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from teranga.base.jobs import daily, hourly, report_progress, task
from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM
from teranga.domains.events.models import Event
from teranga.domains.places.actions.arrivals import mark_no_shows, write_down_who_came
from teranga.domains.places.actions.community_lists import expire_list_offer
from teranga.domains.places.actions.follow_series import count_in
from teranga.domains.places.actions.holds import expire_holds
from teranga.domains.places.actions.keep_forecast import keep_forecast
from teranga.domains.places.actions.offers import expire_offer, move_up
from teranga.domains.places.actions.quotas import recount, recount_community
from teranga.domains.places.actions.scarcity import locked_quotas
from teranga.domains.places.queries_jobs import (
    communities_with_quotas,
    events_just_over,
    events_to_come,
    events_with_quotas,
    overdue_offers,
)
from teranga.domains.places.queries_lists import list_offer, overdue_list_offers


@task("places.move_up")
def move_on(*, community_id: int, event_id: int) -> None:
    """What was more than one transaction should do; it goes on until nothing is left to offer."""
    event = _event(community_id, event_id)
    while event:
        with write(durable=True):
            if not move_up(event, locked_quotas(event), at=timezone.now()):
                return


@task("places.expire_offer")
def end_offer(*, community_id: int, event_id: int, offer_id: int) -> None:
    event = _event(community_id, event_id)
    if event:
        expire_offer(offer_id=offer_id, event=event, at=timezone.now())


@task("places.expire_list_offer")
def end_list_offer(*, community_id: int, offer_id: int) -> None:
    offer = list_offer(community_id, offer_id)
    if offer:
        expire_list_offer(offer=offer, at=timezone.now())


@task("places.count_in")
def count_followers_in(*, community_id: int, event_id: int) -> None:
    event = _event(community_id, event_id)
    if event:
        count_in(event=event, at=timezone.now())


@task("places.expire_holds")
def end_holds(*, community_id: int, event_id: int) -> None:
    event = _event(community_id, event_id)
    if event:
        expire_holds(event=event, at=timezone.now())


@hourly("places.sweep")
def sweep() -> None:
    """Whatever its own job missed, such as an offer made while the clock stood elsewhere."""
    now = timezone.now()
    for event, offer_id in overdue_offers(now):
        expire_offer(offer_id=offer_id, event=event, at=now)
    for offer in overdue_list_offers(now):
        expire_list_offer(offer=offer, at=now)
    for event in events_with_quotas(ending_after=now - timedelta(days=1)):
        expire_holds(event=event, at=now)


@daily("places.recount", hour=2)
def count_again() -> None:
    events = events_with_quotas(ending_after=timezone.now() - timedelta(days=30))
    for done, event in enumerate(events):
        recount(event=event, at=timezone.now())
        report_progress(done + 1, len(events))
    for community_id in communities_with_quotas():
        recount_community(community_id=community_id, at=timezone.now())


@daily("places.mark_no_shows", hour=4)
def mark() -> None:
    for event in events_just_over(timezone.now()):
        mark_no_shows(event=event, at=timezone.now())
        write_down_who_came(event=event, by=PROGRAM, at=timezone.now())


def _event(community_id: int, event_id: int) -> Event | None:
    rows = Event.objects.filter(community=community_id, pk=event_id)
    return rows.select_related("community", "venue").first()


@daily("places.keep_forecasts", hour=3)
def keep_forecasts() -> None:
    """What is expected today of every event to come, as it will be compared with who came."""
    now = timezone.now()
    events = events_to_come(now)
    for done, event in enumerate(events):
        keep_forecast(event=event, at=now)
        report_progress(done + 1, len(events))
