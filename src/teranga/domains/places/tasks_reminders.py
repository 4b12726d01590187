from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import hourly, task
from teranga.domains.events.models import Event
from teranga.domains.places.actions import reminders


@hourly("places.plan_reminders")
def plan() -> None:
    reminders.plan_reminders(timezone.now())


@task("places.remind")
def remind(*, community_id: int, event_id: int, which: str, mark: str) -> None:
    event = _event(community_id, event_id)
    if event:
        reminders.remind(event=event, which=which, mark=mark, at=timezone.now())


@task("places.tell_moved")
def tell_moved(*, community_id: int, event_id: int, was: str) -> None:
    event = _event(community_id, event_id)
    if event:
        reminders.tell_moved(event=event, was=was, at=timezone.now())


@task("places.tell_cancelled")
def tell_cancelled(*, community_id: int, event_id: int) -> None:
    event = _event(community_id, event_id)
    if event:
        reminders.tell_cancelled(event=event, at=timezone.now())


@task("places.tell_reinstated")
def tell_reinstated(*, community_id: int, event_id: int, cancelled_at: str) -> None:
    event = _event(community_id, event_id)
    if event:
        reminders.tell_reinstated(event=event, cancelled_at=cancelled_at, at=timezone.now())


def _event(community_id: int, event_id: int) -> Event | None:
    rows = Event.objects.filter(community=community_id, pk=event_id)
    return rows.select_related("community", "venue").first()
