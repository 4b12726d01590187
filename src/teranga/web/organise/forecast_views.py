"""How many will come: the forecast before, the truth after, and how good the forecasts were."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.domains.places.queries_forecast import last_forecast
from teranga.domains.places.rules import begins_at, over_at
from teranga.domains.places.solving import (
    Reason,
    Told,
    Turnout,
    calibration,
    forecast,
    show_rates,
    truth,
)
from teranga.web import labels
from teranga.web.localised import number
from teranga.web.organise import forecast_picture
from teranga.web.organise.desk import desk_page
from teranga.web.templating import translated_plain

SHOWN = 12  # past forecasts


@access(Access.ROLE, verb=Verb.VIEW, area=Area.EVENTS)
@require_safe
def forecast_page(request: HttpRequest, community: str, event: str) -> HttpResponse:
    row: Event = request.event
    now = timezone.now()
    is_over = over_at(row) <= now
    context: dict[str, Any] = {"is_over": is_over, "rates": [_rate(line) for line in show_rates(row, now)]}
    if is_over:
        context |= _after(row)
    else:
        found = forecast(row, min(now, begins_at(row)))
        context |= _before(found)
    context |= _calibration(row, now)
    title = _("Who came") if is_over else _("How many will come")
    return desk_page(request, "forecast/forecast", context, title=title, styles=("forecast",))


def _before(found: Turnout) -> dict[str, Any]:
    problem, answer = found.problem, found.answer
    if not problem.coming.going:
        return {"empty": True}
    return {
        "empty": False,
        "going": problem.coming.going,
        "expected": round(answer.expected),
        "low": answer.low,
        "high": answer.high,
        "capacity": problem.coming.capacity,
        "sentences": sentences(found),
        "picture": forecast_picture.draw(problem.coming, found.curve, found.earlier, answer),
        "points": [(round(point.days_left), point.going) for point in found.curve],
        "reasons": [_reason(reason) for reason in found.explanation.reasons],
        "changes": _changes(found),
        "why_wide": why_wide(found.explanation.weakest),
        "costs": problem.costs,
        "risk": round(problem.risk * 100),
    }


def sentences(found: Turnout) -> list[str]:
    """What it means, the sentence that one acts on first."""
    advice, coming = found.answer.advice, found.problem.coming
    said = [
        _("{chairs} chairs, food for {meals}.").format(
            chairs=number(advice.chairs), meals=number(advice.meals)
        )
    ]
    if coming.capacity is None:
        room = _("A room for {count} would do; say how many yours holds to see how far you may overbook.")
        return [*said, room.format(count=number(advice.room))]
    if advice.more:
        words = ngettext("You may let {count} more in.", "You may let {count} more in.", advice.more)
        said.insert(0, words.format(count=number(advice.more)))
    elif advice.quota is not None and coming.going > advice.quota:
        over = coming.going - advice.quota
        words = ngettext(
            "{count} place too many is given: find a larger room or chairs next door.",
            "{count} places too many are given: find a larger room or chairs next door.", over,
        )  # fmt: skip
        said.insert(0, words.format(count=number(over)))
    if advice.quota is not None:
        quota = _("The quota may be {quota}: then more than {capacity} come in at most one case of twenty.")
        said.append(quota.format(quota=number(advice.quota), capacity=number(coming.capacity)))
    return said


def _changes(found: Turnout) -> str:
    """What still comes or goes until the day, and what that is learnt from."""
    still = round(found.explanation.still_to_come)
    if still > 0:
        first = ngettext(
            "Until the day about {count} more place will be taken.",
            "Until the day about {count} more places will be taken.", still,
        )  # fmt: skip
    elif still < 0:
        first = ngettext(
            "Until the day about {count} place will be given back.",
            "Until the day about {count} places will be given back.", -still,
        )  # fmt: skip
    else:
        first = _("Until the day the number of places taken will hardly change.")
    walk_ins, past = round(found.explanation.walk_ins), found.explanation.past_events
    said = [first.format(count=number(abs(still)))]
    if walk_ins:
        words = ngettext(
            "About {count} person comes without one.", "About {count} people come without one.", walk_ins
        )
        said.append(words.format(count=number(walk_ins)))
    learnt = ngettext("Learnt from {count} past event.", "Learnt from {count} past events.", past)
    return " ".join([*said, learnt.format(count=number(past))])


def why_wide(weakest: str) -> str:
    return {
        "past": _(
            "The range is wide because few past events are known. It narrows with each one you check in."
        ),
        "time": _("Most of the range is places still to be taken. Look again closer to the day."),
        "luck": _("Most of the range is luck: weather, traffic, exams. Waiting will hardly narrow it."),
    }[weakest]


def channel_word(channel: str) -> str:
    return {
        "page": _("from the page"), "qr": _("from a QR code"), "link": _("from a shared link"),
        "series": _("always counted in"), "whatsapp": _("from WhatsApp"), "mail": _("from a mail"),
    }.get(channel, channel)  # fmt: skip


def _group_word(channel: str, price: str, guest: bool) -> str:
    parts = [_("guests") if guest else "", channel_word(channel), _("paid") if price == "paid" else ""]
    return ", ".join(part for part in parts if part)


def _reason(reason: Reason) -> tuple[str, int, str, int]:
    """Who, how many, what such people did so far, and how many of a hundred are expected."""
    if reason.seen_rate is None:
        seen = _("nothing known yet")
    else:
        seen = _("{share} of 100 came, of {people}").format(
            share=round(reason.seen_rate * 100), people=number(reason.seen_people)
        )
    return (
        _group_word(reason.channel, reason.price, reason.guest),
        reason.going,
        seen,
        round(reason.rate * 100),
    )


def _after(row: Event) -> dict[str, Any]:
    facts, told = truth(row), last_forecast(row)
    return {
        "truth": facts,
        "told": told,
        "inside": told is not None and told.low <= facts.came <= told.high,
        "groups": [
            (_group_word(one.channel, one.price, one.guest), one.going, one.arrived) for one in facts.groups
        ],
    }


def _rate(line: tuple[str, str, str, str, int, int]) -> tuple[str, str, int, int]:
    kind, mode, channel, price, going, came = line
    words = f"{labels.event_kind(kind)}, {labels.mode(mode)}"
    return words, _group_word(channel, price, guest=False), going, round(100 * (going - came) / going)


def _calibration(row: Event, now: Any) -> dict[str, Any]:
    found, told = calibration(row.community_id, now)
    latest = told[-SHOWN:]
    drawn = forecast_picture.ranges([(one.expected, one.low, one.high, one.arrived) for _, one in latest])
    return {
        "calibration": found,
        "as_promised": found is not None and found.as_promised(0.8),
        "past_forecasts": [
            _line(event, one, picture) for (event, one), picture in zip(latest, drawn, strict=True)
        ],
    }


def _line(event: Event, one: Told, picture: forecast_picture.Range) -> dict[str, Any]:
    return {"name": translated_plain(event.name), "start": event.start, "told": one, "picture": picture}
