"""Where an event is on its way, as the same short path of steps everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.events.models import Event
from teranga.web import localised


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    note: str
    state: str  # "past", "here" or "ahead"


def steps_of(event: Event, today: date) -> list[Step]:
    """Date set, programme, the days themselves, afterwards. Only steps that are true of this event."""
    days = (event.start - today).days
    over = today > event.end
    published = event.schedule_version > 0
    if event.start <= today <= event.end:
        when = _("now")
    elif days > 0:
        when = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": localised.number(days)}
    else:
        when = localised.day(event.end, "MMM y")
    programme = (
        _("published, version %(version)s") % {"version": event.schedule_version}
        if published
        else _("being prepared")
    )
    before = today < event.start
    steps = [Step(_("Date set"), localised.day(event.start, "d MMM y"), "past")]
    if event.kind == Event.Kind.CONFERENCE and not event.frame and (published or not over):
        steps.append(Step(_("Programme"), programme, "past" if published else "here"))
    meeting = (
        "here"
        if (before and (published or len(steps) == 1)) or when == _("now")
        else "past"
        if over
        else "ahead"
    )
    steps.append(Step(_("Gathering"), when, meeting))
    steps.append(Step(_("Afterwards"), _("report and memories"), "here" if over else "ahead"))
    return steps
