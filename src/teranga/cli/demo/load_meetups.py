"""The practice community's evenings: a weekly study group with its exceptions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.events.actions.create_event import create_event
from teranga.domains.events.actions.next_event import make_next_of_series
from teranga.domains.events.actions.publish_event import publish_event
from teranga.domains.events.actions.series import begin_series, except_day
from teranga.domains.events.models import Event
from teranga.domains.events.rules_series import rule_for
from teranga.foundation.translated import TranslatedText

TUESDAY = 1
ZONE = "Africa/Lome"
CIRCLE = TranslatedText({
    "fr": "Cercle du mardi", "en": "Tuesday circle", "es": "Círculo de los martes",
})  # fmt: skip
ABOUT = TranslatedText({
    "fr": "On lit ensemble dix pages d’un livre sur Python, puis on code ce qu’on a lu. Viens quand tu peux :"
          " chaque mardi se suffit.",
    "en": "We read ten pages of a Python book together, then code what we read. Come when you can: each"
          " Tuesday stands alone.",
    "es": "Leemos juntos diez páginas de un libro de Python y luego programamos lo leído. Ven cuando puedas:"
          " cada martes vale por sí solo.",
})  # fmt: skip
TAGLINE = TranslatedText({
    "fr": "Dix pages, deux heures, du thé.", "en": "Ten pages, two hours, tea.",
    "es": "Diez páginas, dos horas, té.",
})  # fmt: skip
FEAST = TranslatedText({
    "fr": "jour de fête, la salle est fermée", "en": "a holiday, the room is closed",
    "es": "día festivo, la sala está cerrada",
})  # fmt: skip
EXAM = TranslatedText({
    "fr": "la salle est prise par un examen", "en": "an exam takes the room",
    "es": "un examen ocupa la sala",
})  # fmt: skip


def load_meetups(community: Community, at: datetime) -> None:
    """Four Tuesdays behind us, three ahead, one skipped and one moved."""
    today = at.astimezone(ZoneInfo(ZONE)).date()
    first = today - timedelta(days=28 + (today.weekday() - TUESDAY) % 7)
    who: dict[str, Any] = {"by": COMMAND_LINE, "at": at}
    series = begin_series(
        community=community, name=CIRCLE, about=ABOUT, rule=rule_for("week", first), first_day=first, **who
    )
    create_event(
        community=community, slug="cercle-du-mardi", series=series, kind=Event.Kind.STUDY_GROUP, name=CIRCLE,
        tagline=TAGLINE, summary=ABOUT, start=first, end=first, starts_at=_clock(first, 18),
        ends_at=_clock(first, 20), zone=ZONE, languages=["fr"], city="Adjavéré", capacity=16, attended=12,
        **who,
    )  # fmt: skip
    coming = [first + timedelta(weeks=week) for week in range(4, 9)]
    except_day(series=series, day=coming[2], moved_to=None, why=FEAST, **who)
    except_day(series=series, day=coming[3], moved_to=coming[3] + timedelta(days=1), why=EXAM, **who)
    drafts = make_next_of_series(series=series, since=today, **who)
    for event in drafts[:2]:
        publish_event(event=event, with_community=False, **who)


def _clock(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(ZONE))
