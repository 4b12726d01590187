"""What the book holds of people."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, not_personal, personal_data

personal_data(
    "ledger.Gift",
    category=Category.ACCOUNTING,
    purpose=_("To find your gift when it comes in, and to thank you if you like."),
    retention=_("As long as the law asks for the books; without your name after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.KEPT,
    blank={"name": "", "message": "", "contact": "", "is_named": False},
    exported=("fund__slug", "name", "message", "contact", "reference", "pledged", "received", "currency",
              "state", "pledged_at", "settled_at"),
)  # fmt: skip
personal_data(
    "ledger.InKind",
    category=Category.ACCOUNTING,
    purpose=_("To give you a voucher or a bed that somebody gave for it."),
    retention=_("As long as its giver may ask what became of it; nobody’s name stays after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"person": None},
    exported=("covers", "state", "kept_at", "used_at"),
)
not_personal("ledger.Fund", "money for a purpose; the giver of a grant is an organisation")
not_personal("ledger.LedgerEntry", "amounts and their cause; who entered them is in the log")
not_personal("ledger.Rate", "what a currency was worth")
not_personal("ledger.GiftCount", "a number")
