from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.aid.actions.guardians import ask_guardian
from teranga.domains.aid.actions.review import end_window, tell_news
from teranga.domains.aid.models import AidApplication, AidRound


@task("aid.end_window")
def end_the_window(*, community_id: int, round_id: int) -> None:
    row = AidRound.objects.filter(community=community_id, pk=round_id).first()
    if row:
        end_window(round=row, at=timezone.now())


@task("aid.ask_guardian")
def ask_the_guardian(*, community_id: int, application_id: int) -> None:
    row = AidApplication.objects.filter(community=community_id, pk=application_id).first()
    if row:
        ask_guardian(application=row, at=timezone.now())


@task("aid.tell_news")
def tell_the_news(*, community_id: int, application_id: int) -> None:
    rows = AidApplication.objects.filter(community=community_id, pk=application_id)
    row = rows.select_related("person", "round__community").first()
    if row:
        tell_news(application=row, at=timezone.now())
