"""What the book holds of people."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, not_personal, personal_data

BOOKS = timedelta(days=3653)  # ten years: so long the law asks for the books
PROMISED, THING = timedelta(days=180), timedelta(days=730)
NOBODY = {"name": "", "message": "", "contact": "", "is_named": False}

personal_data(
    "ledger.Gift",
    category=Category.ACCOUNTING,
    purpose=_("To find your gift when it comes in, and to thank you if you like."),
    retention=_("Ten years, as the law asks for the books; of a promise that was not kept, half a year."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.KEPT,
    blank=NOBODY,
    exported=("fund__slug", "name", "message", "contact", "reference", "pledged", "received", "currency",
              "state", "pledged_at", "settled_at"),
    fades=lambda at: (
        Q(state="pledged", pledged_at__lt=at - PROMISED) | Q(state="withdrawn", settled_at__lt=at - PROMISED)
        | Q(settled_at__lt=at - BOOKS)
    ) & (~Q(**NOBODY) | Q(person__isnull=False)),
    faded=NOBODY | {"person": None},
)  # fmt: skip
personal_data(
    "ledger.InKind",
    category=Category.ACCOUNTING,
    purpose=_("To give you a voucher or a bed that somebody gave for it."),
    retention=_("Two years after you used it."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"person": None},
    exported=("covers", "state", "kept_at", "used_at"),
    fades=lambda at: (
        Q(person__isnull=False) & (Q(used_at__lt=at - THING) | Q(used_at=None, kept_at__lt=at - 2 * THING))
    ),
    faded={"person": None},
)
not_personal("ledger.Fund", "money for a purpose; the giver of a grant is an organisation")
not_personal("ledger.LedgerEntry", "amounts and their cause; who entered them is in the log")
not_personal("ledger.Rate", "what a currency was worth")
not_personal("ledger.GiftCount", "a number")
