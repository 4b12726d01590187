"""What places hold of people."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, not_personal, personal_data

personal_data(
    "places.Rsvp",
    category=Category.MEMBERSHIP,
    purpose=_("To know who comes to an event, and to keep a place for you."),
    retention=_("As long as the event's page; without your name after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"came_from": ""},
    exported=("event__slug", "state", "first_said_at", "said_at"),
)
personal_data(
    "places.Place",
    category=Category.MEMBERSHIP,
    purpose=_("To let you and your guests in."),
    retention=_("As long as the event's page, so that counts stay true; without names after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id) | Q(guest_of__person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"name": ""},
    exported=("event__slug", "kind", "name", "given_at", "ended_at", "arrived_at"),
)
personal_data(
    "places.WaitingEntry",
    category=Category.MEMBERSHIP,
    purpose=_("To offer you a place in your turn."),
    retention=_("As long as the event's page; without your guests' names after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"guests": []},
    exported=("event__slug", "state", "size", "joined_at", "ended_at"),
)
personal_data(
    "places.Answer",
    category=Category.MEMBERSHIP,
    purpose=_("To prepare the event for you: food, access, and what else the organisers ask."),
    retention=_("Thirty days after the event for food and access, one year for the rest."),
    whose=lambda subject: Q(rsvp__person_id=subject.person_id),
    exported=("event__slug", "question__label", "value"),
    over=lambda at: Q(forget_at__lt=at),
)
personal_data(
    "places.RsvpRequest",
    category=Category.CONTACT,
    purpose=_("To let you confirm that an answer in your name is yours."),
    retention=_("Thirty days."),
    whose=lambda subject: Q(contact_value__in=subject.addresses),
    exported=("event__slug", "contact_value", "created_at", "used_at"),
    over=lambda at: Q(expires_at__lt=at - timedelta(days=30)),
)
personal_data(
    "places.SeriesFollower",
    category=Category.MEMBERSHIP,
    purpose=_("To count you in when a new event of a series opens, because you asked for it."),
    retention=_("Until you take it back, leave the community or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("series__slug", "since"),
)
personal_data(
    "places.Arrival",
    category=Category.WORK,
    purpose=_("To know who came, and which helper let them in."),
    retention=_("As long as the event's page, so that counts stay true; without your name after erasure."),
    whose=lambda subject: Q(place__person_id=subject.person_id) | Q(by_id=subject.person_id),
    ending=Ending.KEPT,
    exported=("event__slug", "kind", "happened_at"),
)
personal_data(
    "places.CalendarFeed",
    category=Category.MEMBERSHIP,
    purpose=_("To show you your own places in the calendar of your phone, because you asked for it."),
    retention=_("Until you end the address, or until erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("made_at",),
)
not_personal("places.ReminderSettings", "which reminders an event sends")
not_personal("places.Offer", "names an entry of the list by its number")
not_personal("places.Hold", "a number of places and a moment")
for model in ("Draw", "PlaceSettings", "Question", "Quota"):
    not_personal(f"places.{model}", "facts about the event")
personal_data(
    "places.DoorLink",
    category=Category.WORK,
    purpose=_("To know which organiser opened the check-in list to helpers."),
    retention=_("Ninety days after it was made."),
    whose=lambda subject: Q(made_by_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"made_by": None, "name": ""},
    over=lambda at: Q(made_at__lt=at - timedelta(days=90)),
)
personal_data(
    "places.DoorPhone",
    category=Category.WORK,
    purpose=_("To tell apart who checked people in; a helper may write a name here or none."),
    retention=_("Thirty days after the phone was last heard."),
    whose=lambda subject: Q(pk__in=()),  # a name that a visitor typed belongs to no record
    over=lambda at: Q(heard_at__lt=at - timedelta(days=30)),
)
personal_data(
    "places.WalkInContact",
    category=Category.CONTACT,
    purpose=_("To thank people who came without a place, and to invite them again, if they asked for it."),
    retention=_("Thirty days."),
    whose=lambda subject: Q(contact__in=subject.addresses),
    exported=("event__slug", "contact", "told_at"),
    over=lambda at: Q(told_at__lt=at - timedelta(days=30)),
)
not_personal("places.Forecast", "numbers about an event")
