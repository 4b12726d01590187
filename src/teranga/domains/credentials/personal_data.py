"""What credentials hold of people."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, personal_data

personal_data(
    "credentials.Certificate",
    category=Category.MEMBERSHIP,
    purpose=_("To let you show that you were at an event or finished a path, and others check it by a code."),
    retention=_("As long as the event's page, or until erasure: its code is then unknown."),
    whose=lambda subject: Q(person_id=subject.person_id) | Q(place__guest_of__person_id=subject.person_id),
    exported=("event__slug", "enrolment__cohort__path__slug", "code", "issued_at", "revoked_at"),
)
