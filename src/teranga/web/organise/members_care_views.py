"""Caring for members: newcomers and their buddies, those who fade, the speakers' pool."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.buddies import NobodyFree, propose_buddy
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries_directory import speakers_pool
from teranga.domains.communities.queries_welcome import Fading, fading_in, free_welcomers, newcomers_of
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors, labels, localised
from teranga.web.me import pages
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.paging import page_of
from teranga.web.public.community_views import local_today
from teranga.web.templating import translated_plain


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_safe
def newcomers(request: HttpRequest, community: str) -> HttpResponse:
    return _newcomers(request)


def _newcomers(request: HttpRequest, refusal: str = "") -> HttpResponse:
    place: Community = request.community
    context = {
        "page": page_of(request, newcomers_of(place, timezone.now()), "from"),
        "free": sum(1 for _one in free_welcomers(place)),
        "greets": place.welcomes_newcomers,
        "may_edit": request.rights.may(Verb.EDIT, Area.MEMBERS, request.place),
        "refusal": refusal,
        "zone": place.zone,
        "root": here(request, "members/"),
        "first_event": f"/{place.slug}/first-event/",
    }
    status = 409 if refusal else 200
    return desk_page(request, "members/newcomers", context, title=_("Newcomers"), status=status)


@access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)
@require_POST
def greet(request: HttpRequest, community: str) -> HttpResponse:
    """Whether a new member gets the community's letter of welcome."""
    update_community(
        community=request.community, by=request.actor, at=timezone.now(),
        welcomes_newcomers=request.POST.get("yes") == "1",
    )  # fmt: skip
    return HttpResponseRedirect(here(request, "members/newcomers/"))


@access(Access.ROLE, verb=Verb.EDIT, area=Area.MEMBERS)
@require_POST
def propose(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """Propose somebody to a newcomer. Both are asked on their own pages before names are shared."""
    rows = Membership.objects.filter(community=request.community, state=Membership.State.CONFIRMED)
    row = rows.select_related("community", "person").filter(pk=number).first() if number < 2**63 else None
    if row is None:
        return errors.not_found(request)
    try:
        propose_buddy(membership=row, by=request.actor, at=timezone.now())
    except NobodyFree:
        return _newcomers(request, _("Nobody who shares a language with this person has room. Ask for more."))
    return HttpResponseRedirect(here(request, "members/newcomers/"))


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_safe
def fading(request: HttpRequest, community: str) -> HttpResponse:
    """Who took part and is not seen any more, with a reason and a message that a human being may send."""
    place, now = request.community, timezone.now()
    rows = fading_in(place, local_today(place, now))
    context = {
        "rows": [(row, _reason(row), _message(row, place)) for row in rows],
        "root": here(request, "members/"),
    }
    return desk_page(request, "members/fading", context, title=_("Not seen for long"))


def _reason(row: Fading) -> str:
    often = ngettext("took part %(count)s time", "took part %(count)s times", row.times) % {
        "count": row.times
    }
    return _("{often} in a year, the last time on {day} ({what}); not since.").format(
        often=often, day=localised.day(row.last_day, "long"), what=labels.participation_kind(row.last_kind)
    )


def _message(row: Fading, place: Community) -> str:
    """In the member's language, for a person to change and send."""
    language = row.language if row.language in ("en", "fr", "es") else place.default_language
    with translation.override(language if language in ("en", "fr", "es") else "en"):
        return _(
            "Hello {name}, we have not seen you for a while and think of you. How are you? "
            "There is no need to explain anything. If you feel like it, come by: you are always welcome "
            "at {community}."
        ).format(name=row.name.split(" ")[0], community=translated_plain(place.name))


@access(Access.ROLE, verb=Verb.VIEW, area=Area.MEMBERS)
@require_http_methods(["GET", "HEAD"])
def speakers(request: HttpRequest, community: str) -> HttpResponse:
    place = request.community
    words, language = request.GET.get("q", "")[:100].replace("\x00", ""), request.GET.get("language", "")
    offered = pages.languages_for(place)
    language = language if language in dict(offered) else ""
    context = {
        "rows": speakers_pool(place, words, language),
        "asked": {"q": words, "language": language},
        "languages": offered,
        "language_name": localised.language_name,
    }
    return desk_page(request, "members/speakers", context, title=_("Who would speak"))
