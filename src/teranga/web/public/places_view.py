"""What the public pages of an event say about its places: counts, the way to answer, and the draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event
from teranga.domains.places.models import PlaceSettings
from teranga.domains.places.queries import PlaceCounts, place_counts, settings_of
from teranga.domains.places.queries_own import draw_of
from teranga.domains.places.rules import closes_at, is_open, over_at
from teranga.web import localised
from teranga.web.public import notfound
from teranga.web.public.looking import event_of


@dataclass(frozen=True, slots=True)
class PlacesShown:
    """Ready for the page; `edge` is the moment at which the clock alone makes it wrong."""

    counts: PlaceCounts
    is_open: bool
    opens_at: datetime | None  # while it lies ahead
    button: str
    note: str
    has_draw: bool
    edge: datetime | None


def places_of(event: Event, now: datetime) -> PlacesShown | None:
    """None where the event asks for no answers. At most four small queries."""
    rules = settings_of(event)
    if rules is None or not rules.takes_answers or now >= over_at(event):
        return None
    counts = place_counts(event)
    opens = rules.opens_at if rules.opens_at and rules.opens_at > now else None
    edges = [moment for moment in (opens, closes_at(rules), over_at(event)) if moment and moment > now]
    return PlacesShown(
        counts, is_open(rules, now), opens, _button(counts, rules), _note(counts, rules),
        rules.order == PlaceSettings.Order.DRAW, min(edges, default=None),
    )  # fmt: skip


def _button(counts: PlaceCounts, rules: PlaceSettings) -> str:
    if rules.order == PlaceSettings.Order.DRAW and not counts.used:
        return _("Take part in the draw")
    if counts.free > 0:
        words = ngettext("I'm coming · {count} place left", "I'm coming · {count} places left", counts.free)
        return words.format(count=localised.number(counts.free))
    return _("Join the waiting list")


def _note(counts: PlaceCounts, rules: PlaceSettings) -> str:
    if rules.order == PlaceSettings.Order.DRAW:
        return _("The places are drawn by lot. No account, no password.")
    if counts.free > 0:
        return _("No account, no password. You can give your place back at any time.")
    return _("When a place is given back, the next on the list gets it at once.")


@access(Access.PUBLIC)
@notfound.as_page
def draw(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """The digest that was promised, and after the draw everything that is needed to repeat it."""
    from teranga.web.public.event_views import event_page  # it shows places on the event's page

    edition = event_of(request, community, event)
    row = draw_of(edition)
    if row is None:
        raise NotFound(event)
    context = {
        "digest": row.seed_digest,
        "promised_at": row.promised_at,
        "drawn_at": row.drawn_at,
        "seed": row.seed if row.drawn_at else "",
        "codes": row.codes if row.drawn_at else [],
    }
    return event_page(
        request, edition, "public/draw.html", context, title=_("The draw"), path="draw/", styles=("forms",)
    )
