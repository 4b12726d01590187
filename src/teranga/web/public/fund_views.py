"""The funds of a community as everybody sees them: what came together, who is thanked, how to give."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.communities.queries import community_by_slug
from teranga.domains.events.queries import shown_event_of
from teranga.domains.ledger import queries
from teranga.domains.ledger.models import Fund
from teranga.domains.ledger.rules import Balance
from teranga.foundation.money import Money
from teranga.papers.goal_card import goal_card
from teranga.web import localised, money_words
from teranga.web.public import notfound
from teranga.web.public.community_views import community_page, local_today, next_midnight
from teranga.web.public.export_views import kept
from teranga.web.public.looking import community_of
from teranga.web.sharing import share_links
from teranga.web.templating import translated_plain


def takes_gifts(fund: Fund, today: date) -> bool:
    return fund.state == Fund.State.OPEN and not (fund.deadline and today > fund.deadline)


def _goal(fund: Fund) -> Money | None:
    return Money(fund.goal, fund.currency) if fund.goal else None


@access(Access.PUBLIC)
@notfound.as_page
def funds(request: HttpRequest, community: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    rows, today = queries.public_funds(place), local_today(place, now)
    held = queries.balances(place.pk, rows)
    shown = [(fund, held[fund.pk], _goal(fund), takes_gifts(fund, today)) for fund in rows]
    return community_page(
        request, place, "public/funds.html", {"funds": shown}, title=_("Give together"), path="funds/",
        now=now, description=_("What people give together, what it is for, and what came together so far."),
    )  # fmt: skip


@access(Access.PUBLIC)
@notfound.as_page
def fund(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place, now = community_of(request, community), timezone.now()
    row = queries.public_fund(place, slug)
    held, today, path = queries.balance(row), local_today(place, now), f"funds/{slug}/"
    context = {
        "fund": row, "held": held, "goal": _goal(row), "is_open": takes_gifts(row, today),
        "count": queries.gift_count(row), "thanked": queries.givers_to_thank(row, limit=60),
        "days_left": (row.deadline - today).days if row.deadline and row.deadline >= today else None,
        "conditions": money_words.conditions(row, shown_event_of(place, row.event_id)),
        "share": share_links(translated_plain(row.name), share_words(row, held, f"/{place.slug}/{path}")),
    }  # fmt: skip
    return community_page(
        request, place, "public/fund.html", context, title=translated_plain(row.name), path=path,
        now=now, description=translated_plain(row.about)[:200], styles=("goals", "forms"),
        crumbs=((f"/{place.slug}/funds/", _("Give together")),), card=f"/{place.slug}/funds/{slug}/card.png",
    )  # fmt: skip


def share_words(row: Fund, held: Balance, path: str) -> str:
    """A text ready to be pasted where people talk."""
    address = f"{settings.BASE_URL}/{translation.get_language()}{path}"
    came = localised.money(held.received)
    told = (
        _("{came} of {goal} came together so far.").format(
            came=came, goal=localised.money(Money(row.goal, row.currency))
        )
        if row.goal
        else _("{came} came together so far.").format(came=came)
    )
    return f"{translated_plain(row.name)}\n{told}\n{address}"


@access(Access.PUBLIC)
@notfound.as_page
def card(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place, now = community_by_slug(community), timezone.now()
    row = queries.public_fund(place, slug)
    held, count = queries.balance(row).received, queries.gift_count(row)
    gifts = ngettext("%(count)s gift", "%(count)s gifts", count) % {"count": localised.number(count)}
    until = _("until {day}").format(day=localised.day(row.deadline, "long")) if row.deadline else ""
    body = goal_card(
        title=translated_plain(row.name), over=translated_plain(place.name),
        figure=localised.number(float(held.amount)),
        of=_("of {target}").format(target=localised.money(Money(row.goal, row.currency)))
        if row.goal else row.currency,
        share=min(1.0, held.minor / row.goal) if row.goal else None,
        under=" · ".join(part for part in (gifts, until) if part),
        first=place.first_colour, second=place.second_colour,
    )  # fmt: skip
    return kept(body, "image/png", community_scope(place.pk), until=next_midnight(place.zone, now))
