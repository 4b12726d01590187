"""When the window is over, what was sent goes to the committee; whom it concerns hears that there is news."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from teranga.base.writing import write
from teranga.domains.activity.actions.record import PROGRAM, Actor
from teranga.domains.aid.actions.applications import locked_application, move_application
from teranga.domains.aid.actions.rounds import locked_round
from teranga.domains.aid.letters import own_news
from teranga.domains.aid.models import AidApplication, AidRound
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.people.queries import first_address

State = AidApplication.State


def end_window(*, round: AidRound, by: Actor = PROGRAM, at: datetime) -> int:
    """Everything sent goes into review, except what waits for a guardian; returns how many. Once is enough:
    a window that was moved meanwhile ends later.
    """
    with write():
        row = locked_round(round)
        if row.state != AidRound.State.PUBLISHED or at < row.closes_at:
            return 0
        sent = AidApplication.objects.filter(community=row.community_id, round=row, state=State.SUBMITTED)
        ready = sent.filter(Q(is_minor=False) | Q(guardian_said_yes_at__isnull=False)).order_by("pk")
        for application in ready:
            move_application(locked_application(application), "review", by=by, at=at)
        return len(ready)


def tell_news(*, application: AidApplication, link: str = "", at: datetime) -> None:
    """A mail that says no more than that there is something to read on one's own page."""
    person = application.person
    if person is None or not (address := first_address(person)):
        return
    community, language = application.round.community, application.language
    text = own_news(
        language, name=person.name, community=community.name.in_language(language),
        link=link or f"{settings.BASE_URL}/{language}/me/", community_id=community.pk,
    )  # fmt: skip
    queue_mail(text, to=address, cause=f"own-news:{uuid.uuid5(application.uuid, str(at))}", at=at,
               community_id=community.pk, person_id=person.pk, reply_to=community.contact_email)  # fmt: skip
