"""What opportunities are called on the screen: kinds, for whom, and until when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.communities.models import ANYWHERE, WHO, Opportunity
from teranga.domains.communities.queries_opportunities import Line
from teranga.domains.communities.rules_opportunities import LEAST, days_left, told_count
from teranga.foundation.translated import TranslatedText
from teranga.web import localised
from teranga.web.sharing import Share, share_links
from teranga.web.templating import translated_plain

SOON = 14


def kind_name(code: str) -> str:
    return {
        "aid": _("Aid to come"), "scholarship": _("Scholarship"), "call": _("Call for proposals"),
        "hackathon": _("Hackathon"), "mentoring": _("Mentoring"), "job": _("Job"),
        "internship": _("Internship"),
    }.get(code, code)  # fmt: skip


def kinds() -> list[tuple[str, str]]:
    return [(code, kind_name(code)) for code in Opportunity.Kind.values]


def who_name(code: str) -> str:
    return {
        "students": _("students"), "women": _("women"), "beginners": _("people who begin"),
        "speakers": _("people who speak at conferences"), "african": _("people living in Africa"),
        "latin": _("people living in Latin America"), "organisers": _("organisers of communities"),
    }.get(code, code)  # fmt: skip


def whos() -> list[tuple[str, str]]:
    return [(code, who_name(code)) for code in WHO]


def who_may(codes: list[str] | tuple[str, ...]) -> str:
    return ", ".join(who_name(code) for code in codes) or _("everybody")


def spoken(codes: list[str] | tuple[str, ...]) -> str:
    return ", ".join(localised.language_name(code) for code in codes)


def zone_name(zone: str) -> str:
    if zone == ANYWHERE:
        return _("anywhere on Earth")
    return "UTC" if zone == "UTC" else _("{city} time").replace("{city}", localised.zone_city(zone))


def last_day(closes_at: datetime, zone: str) -> date:
    """The last day on which one may send it, on the clock of the call."""
    return (closes_at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


def until(closes_at: datetime | None, zone: str, home: str) -> str:
    """ "3 December 2026", with the hour if it is not the day's end, and the clock if it is not ours."""
    if closes_at is None:
        return _("open all year")
    local = closes_at.astimezone(ZoneInfo(zone))
    day = localised.day(last_day(closes_at, zone), "long")
    hour = "" if (local.hour, local.minute) == (0, 0) else localised.clock(local)
    clock = zone_name(zone) if zone != home else ""
    return ", ".join(part for part in (day, hour, clock) if part)


def counts(row: Opportunity, applied: int | None, got: int | None) -> list[str]:
    """What may be told in numbers: looks, those who applied, those who got it."""
    seen = told_count(row.seen)
    if applied and row.got_told is not None and 0 < applied - row.got_told < LEAST:
        applied = None  # the difference would be a small number
    return [
        text for text in (
            ngettext("looked at once", "looked at %(count)s times", seen) % {"count": localised.number(seen)}
            if seen else "",
            ngettext("%(count)s of us applied", "%(count)s of us applied", applied)
            % {"count": localised.number(applied)} if applied else "",
            got_it(got if row.got_told is None else row.got_told),
        ) if text
    ]  # fmt: skip


def way_name(code: str) -> str:
    """Over which way of passing it on somebody came."""
    return {
        "here": _("from the board, or another page"), "whatsapp": "WhatsApp", "telegram": "Telegram",
        "mail": _("by e-mail"), "pasted": _("by the text that was copied"),
    }.get(code, code)  # fmt: skip


def facts(line: Line, home: str) -> str:
    """The rest of a line of the board, in one sentence without verbs."""
    parts = (
        _("until %(day)s") % {"day": until(line.closes_at, line.zone, home)} if line.closes_at else "",
        translated_plain(line.money),
        _("for %(people)s") % {"people": who_may(line.who)} if line.who else "",
        spoken(line.languages),
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def left(closes_at: datetime | None, now: datetime) -> str:
    """How long there is still, in the last two weeks."""
    days = days_left(closes_at, now)
    if days is None or days >= SOON:
        return ""
    return ngettext("one day left", "%(count)d days left", days) % {"count": days} if days else _("last day")


def got_it(count: int | None) -> str:
    """How many got it; nothing of a number so small that it could point at somebody."""
    told = None if count is None else told_count(count)
    if told is None:
        return ""
    return ngettext("%(count)s person got it", "%(count)s people got it", told) % {
        "count": localised.number(told)
    }


def share(row: Opportunity, slug: str, home: str) -> Share:
    title = translated_plain(row.title)
    language = translation.get_language() or "en"
    money = translated_plain(TranslatedText(row.money))
    about = [
        kind_name(row.kind),
        money,
        _("until {day}").replace("{day}", until(row.closes_at, row.zone, home)),
    ]
    if row.closes_at is None:
        about.pop()
    address = f"{settings.BASE_URL}/{language}/{slug}/opportunities/{row.pk}/"
    return share_links(
        title, f"{title}\n{' · '.join(part for part in about if part)}\n{address}", counted=True
    )
