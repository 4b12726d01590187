"""What the outbox holds of people."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, not_personal, personal_data

personal_data(
    "mail.OutgoingMail",
    category=Category.CORRESPONDENCE,
    purpose=_("To send you each mail once, and to find out why one did not arrive."),
    retention=_("180 days."),
    whose=lambda subject: Q(person_id=subject.person_id) | Q(to_address__in=subject.addresses),
    exported=("to_address", "subject", "body", "created_at", "sent_at", "state"),
    over=lambda at: Q(created_at__lt=at - timedelta(days=180)),
)
personal_data(
    "mail.Unsubscribed",
    category=Category.CONSENT,
    purpose=_("To send you no mails that you switched off."),
    retention=_("Until you switch them on again or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id) | Q(address__in=subject.addresses),
    exported=("category", "at"),
)
not_personal("mail.BulkMail", "a text to many; its recipients are rows of the outbox")
