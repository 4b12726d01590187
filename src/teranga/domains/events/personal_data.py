"""What events hold of people."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, not_personal, personal_data

_numbered = Concat(Value("erased-"), Cast("pk", CharField()))
personal_data(
    "events.Speaker",
    category=Category.PUBLISHED,
    purpose=_("To publish the programme: who speaks, and what they tell about themselves."),
    retention=_("As long as the programme is published, or until erasure: the talk stays without your name."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"name": "—", "biography": {}, "affiliation": "", "country": "", "links": [], "key": _numbered,
           "slug": _numbered},
    exported=("event__slug", "name", "biography", "affiliation", "country", "links"),
)  # fmt: skip
personal_data(
    "events.Task",
    category=Category.WORK,
    purpose=_("To know who does what for an event."),
    retention=_("As long as the event's plan; without your name after erasure."),
    whose=lambda subject: Q(owner_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"owner": None},
    exported=("event__slug", "title", "state"),
)
personal_data(
    "events.FineText",
    category=Category.WORK,
    purpose=_("To know who looked at a text and called it fine."),
    retention=_("As long as the event; without your name after erasure."),
    whose=lambda subject: Q(by_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"by": None},
    exported=("event__slug", "at"),
)
personal_data(
    "events.ProgrammeUpload",
    category=Category.WORK,
    purpose=_("To know who put a programme in."),
    retention=_("As long as the event; without your name after erasure."),
    whose=lambda subject: Q(by_id=subject.person_id),
    ending=Ending.KEPT,
    exported=("event__slug", "file_name", "uploaded_at"),
)
personal_data(
    "events.Helper",
    category=Category.PUBLISHED,
    purpose=_("To thank you by name on an event's page, because you agreed to it."),
    retention=_("As long as the event's page, or until you take it back."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("event__slug", "name", "what", "agreed_at"),
)
personal_data(
    "events.TakeDown",
    category=Category.CONTACT,
    purpose=_("To answer you when you asked for a picture to be taken down."),
    retention=_("A year after it was settled."),
    whose=lambda subject: Q(contact__in=subject.addresses),
    ending=Ending.BLANKED,
    blank={"contact": "", "why": ""},
    exported=("event__slug", "contact", "why", "asked_at"),
    over=lambda at: Q(settled_at__lt=at - timedelta(days=365)),
)
for model in (
    "Event", "EventLink", "EventPhoto", "Material", "OnlineRoom", "ProgrammeImport",
    "Room", "ScheduleChange", "Series", "SeriesException",
    "Session", "SessionSpeaker", "TaskDependency", "Thanks", "Track", "Venue",
):  # fmt: skip
    not_personal(f"events.{model}", "facts about the event and its programme")
