"""When a series meets, in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from teranga.domains.events.models import Series
from teranga.domains.events.rules_series import RHYTHMS, WEEKDAYS, rhythm_of
from teranga.web import localised

A_MONDAY = date(2024, 1, 1)


def rhythms() -> list[tuple[str, str]]:
    """What a person chooses from; the weekday is the first day's."""
    words = {
        "week": _("Every week"),
        "two_weeks": _("Every two weeks"),
        "month_1": _("Every first such weekday of the month"),
        "month_2": _("Every second such weekday of the month"),
        "month_3": _("Every third such weekday of the month"),
        "month_4": _("Every fourth such weekday of the month"),
        "month_last": _("Every last such weekday of the month"),
    }
    return [(rhythm, words[rhythm]) for rhythm in RHYTHMS]


def rhythm_in_words(series: Series) -> str:
    """ "Every last Thursday of the month", or "" for a series without a rule."""
    rhythm = rhythm_of(series.rule)
    if not rhythm:
        return ""
    weekday = localised.day(A_MONDAY.replace(day=1 + WEEKDAYS.index(series.rule[-2:])), "EEEE")
    return {
        "week": _("Every {weekday}"),
        "two_weeks": _("Every other {weekday}"),
        "month_1": _("Every first {weekday} of the month"),
        "month_2": _("Every second {weekday} of the month"),
        "month_3": _("Every third {weekday} of the month"),
        "month_4": _("Every fourth {weekday} of the month"),
        "month_last": _("Every last {weekday} of the month"),
    }[rhythm].format(weekday=weekday)
