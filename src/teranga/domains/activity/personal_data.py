"""What the audit log holds of people: numbers, never names."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, not_personal, personal_data

personal_data(
    "activity.AuditEntry",
    category=Category.SECURITY,
    purpose=_("To know who changed what, so that mistakes and abuse can be found."),
    retention=_("As long as the community. It holds a number, which leads nowhere after erasure."),
    whose=lambda subject: Q(actor_id=subject.person_id),
    ending=Ending.KEPT,
    exported=("at", "acting_as", "verb", "object_type", "object_id"),
)  # fmt: skip
not_personal("base.IdempotencyKey", "the outcome of a form, as row numbers; forgotten after a month")
for model in ("Decision", "DecisionVersion", "WayOfDeciding"):
    not_personal(f"activity.{model}", "the community's own words; who decided is part of the text")
not_personal("activity.DecisionCount", "how many decisions have a number")
