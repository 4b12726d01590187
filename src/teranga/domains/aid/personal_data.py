"""What aid holds of people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, not_personal, personal_data

EMPTY: dict[str, Any] = {
    "person": None, "city": "", "groups": [], "motivation": "", "circumstances": "", "guardian": "",
    "guardian_contact": "", "talk": None, "shows_talk": False,
}  # fmt: skip
TWO, THREE = timedelta(days=730), timedelta(days=1095)
JOURNEY = timedelta(days=90)
NO_WORDS = {"words": "", "letter_for": "", "destination": ""}
UNKNOWN = {"telephone": "", "responsible_person": None}
UNTOLD: dict[str, Any] = {"text": "", "helped": "", "as_name": ""}

personal_data(
    "aid.AidApplication",
    category=Category.AID,
    purpose=_("To decide who gets aid by what people need, and to help you come."),
    retention=_("Two years after the round, with an award three; drafts that were never sent, three months."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank=EMPTY,
    exported=(
        "round__slug", "state", "language", "country", "city", "groups", "motivation", "circumstances",
        "own_share", "less_is_fine", "least", "is_minor", "guardian", "guardian_contact",
        "guardian_said_yes_at", "talk__proposal__title", "shows_talk", "started_at", "submitted_at",
    ),
    over=lambda at: Q(award=None, round__closes_at__lt=at - TWO)
    | Q(state="draft", round__closes_at__lt=at - timedelta(days=90)),
    fades=lambda at: Q(person__isnull=False, round__closes_at__lt=at - THREE),
    faded=EMPTY,
    step=2,
)  # fmt: skip
personal_data(
    "aid.AskedPart",
    category=Category.AID,
    purpose=_("To know what the journey costs you, part by part."),
    retention=_("As long as the application; only amounts stay after erasure."),
    whose=lambda subject: Q(application__person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"legs": [], "note": ""},
    fades=lambda at: Q(application__round__closes_at__lt=at - THREE) & ~Q(legs=[], note=""),
    faded={"legs": [], "note": ""},
    exported=("part__kind", "minor", "legs", "count", "shared", "note"),
)
personal_data(
    "aid.Proof",
    category=Category.AID,
    purpose=_("To show what you told in the application."),
    retention=_("Until the day that the round named when you sent it; then the file is deleted."),
    whose=lambda subject: Q(application__person_id=subject.person_id),
    exported=("name", "kind", "size", "sent_at", "delete_on"),
    over=lambda at: Q(delete_on__lt=at.date()),
)
personal_data(
    "aid.AidAward",
    category=Category.ACCOUNTING,
    purpose=_("To offer you aid, and to pay it."),
    retention=_("Three years after the round; after that only amounts stay in the books."),
    whose=lambda subject: Q(application__person_id=subject.person_id),
    ending=Ending.KEPT,
    blank=NO_WORDS,
    fades=lambda at: Q(round__closes_at__lt=at - THREE) & ~Q(**NO_WORDS),
    faded=NO_WORDS,
    exported=("currency", "offered_at", "answered_at", "comes_with", "words", "letter_for", "way",
              "destination", "settled_at"),
    step=1,
)  # fmt: skip
personal_data(
    "aid.Receipt",
    category=Category.ACCOUNTING,
    purpose=_("To pay back what you spent."),
    retention=_("Three years after the round; its photo until the day named when you sent it."),
    whose=lambda subject: Q(award__application__person_id=subject.person_id),
    ending=Ending.KEPT,
    exported=("part__kind", "state", "minor", "currency", "counted", "day", "why", "sent_at"),
)
personal_data(
    "aid.Aftermath",
    category=Category.AID,
    purpose=_("To tell those who gave what came of it, as far as you allow."),
    retention=_("Three years after the round; before that you can take it back on any day."),
    whose=lambda subject: Q(award__application__person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank=UNTOLD | {"audience": "nobody", "released_at": None},
    fades=lambda at: Q(award__round__closes_at__lt=at - THREE) & (~Q(**UNTOLD) | Q(has_photo=True)),
    faded=UNTOLD | {"audience": "nobody", "released_at": None, "has_photo": False},
    exported=("when", "text", "helped", "became", "audience", "as_name", "has_photo", "told_at"),
)
personal_data(
    "aid.Scorer",
    category=Category.WORK,
    purpose=_("To share out who scores which applications."),
    retention=_("Two years after the round."),
    whose=lambda subject: Q(person_id=subject.person_id),
    over=lambda at: Q(round__closes_at__lt=at - TWO),
    exported=("round__slug", "added_at"),
)
personal_data(
    "aid.Score",
    category=Category.WORK,
    purpose=_("To decide by what several people found."),
    retention=_("Two years after the round; without your name after erasure."),
    over=lambda at: Q(application__round__closes_at__lt=at - TWO),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"person": None},
    exported=("application__number", "points", "at"),
)
personal_data(
    "aid.Recusal",
    category=Category.WORK,
    purpose=_("So that nobody decides about somebody close to them."),
    retention=_("Two years after the round; without your name and reason after erasure."),
    over=lambda at: Q(application__round__closes_at__lt=at - TWO),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"person": None, "reason": ""},
    exported=("application__number", "reason", "at"),
)
personal_data(
    "aid.Remark",
    category=Category.WORK,
    purpose=_("So that those who decide can talk about an application where they decide."),
    retention=_("Two years after the round; without your name after erasure."),
    over=lambda at: Q(application__round__closes_at__lt=at - TWO),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"person": None},
    exported=("application__number", "text", "at"),
)
personal_data(
    "aid.PoolMember",
    category=Category.AID,
    purpose=_("To travel together: what you bring, what you still lack, and with whom you share a room."),
    retention=_("Ninety days after the journey."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,  # for a moment: with the bed freed, leave_rooms deletes the row
    blank={"lacks": "", "lacks_note": "", "gender": "", "shares_with": "", "shown": False},
    exported=("pool__event__slug", "promised", "paid", "lacks", "lacks_note", "wants_bed", "gender",
              "shares_with", "shown", "aid_covers", "room__name", "told_at"),
    over=lambda at: Q(pool__event__end__lt=at.date() - JOURNEY),
    step=1,
)  # fmt: skip
personal_data(
    "aid.RoomYes",
    category=Category.AID,
    purpose=_("To give a room only to people who each said yes to each other."),
    retention=_("Ninety days after the journey."),
    whose=lambda subject: Q(member__person_id=subject.person_id) | Q(to__person_id=subject.person_id),
    exported=("pool__event__slug", "at"),
    over=lambda at: Q(pool__event__end__lt=at.date() - JOURNEY),
)
personal_data(
    "aid.TravelPool",
    category=Category.WORK,
    purpose=_("To give those who travel the name and telephone of whoever is responsible."),
    retention=_("Ninety days after the journey; without you after erasure."),
    whose=lambda subject: Q(responsible_person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank=UNKNOWN,
    fades=lambda at: (
        Q(event__end__lt=at.date() - JOURNEY) & (~Q(telephone="") | Q(responsible_person__isnull=False))
    ),
    faded=UNKNOWN,
    exported=("event__slug", "telephone"),
)
not_personal("aid.PoolRoom", "a room's name and how many beds it has")
not_personal("aid.GiverReport", "sums, and tables in which nobody can be found")
not_personal("aid.AidRound", "the round's own texts, dates and rules")
not_personal("aid.RoundFund", "which fund pays in a round")
not_personal("aid.Part", "what may be asked for")
not_personal("aid.Criterion", "a line of the rubric")
not_personal("aid.ShareRule", "a share of the awards")
not_personal("aid.Scenario", "numbers of applications and amounts; they lead nowhere after erasure")
not_personal("aid.SignOff", "who signed is in the log; the row counts to two")
not_personal("aid.AwardLine", "an amount of a part from a fund")
