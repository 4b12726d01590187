"""Reading the outbox."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from teranga.domains.mail.models import OutgoingMail
from teranga.domains.mail.rules import ABANDONED_AFTER


def due(at: datetime) -> QuerySet[OutgoingMail]:
    """Mails to send now, in the order in which they were written."""
    waiting = Q(state=OutgoingMail.State.QUEUED) & (Q(next_try_at=None) | Q(next_try_at__lte=at))
    abandoned = Q(state=OutgoingMail.State.SENDING, taken_at__lt=at - ABANDONED_AFTER)
    return OutgoingMail.objects.filter(waiting | abandoned).order_by("id")


def latest_mails(count: int = 50) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("-id")[:count])
