"""What payments hold of people."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, not_personal, personal_data

BOOKS = timedelta(days=3653)  # ten years: so long the law asks for the books
NOBODY = {"name": "", "destination": "", "error": ""}

personal_data(
    "payments.Payout",
    category=Category.ACCOUNTING,
    purpose=_("To send you money, and to show that it arrived."),
    retention=_("Ten years, as the law asks for the books; without your name and number after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.KEPT,
    blank=NOBODY,
    exported=("what_for", "name", "way", "minor", "currency", "state", "requested_at", "sent_at", "ended_at"),
    fades=lambda at: Q(ended_at__lt=at - BOOKS) & (~Q(**NOBODY) | Q(person__isnull=False)),
    faded=NOBODY | {"person": None},
)
not_personal("payments.PayoutApproval", "who approved a payout is in the log; the row counts to two")
