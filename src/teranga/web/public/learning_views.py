"""What a community offers to learners: mentoring."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.markdown import plain_text
from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope
from teranga.domains.communities import queries
from teranga.domains.communities.models import Community
from teranga.domains.learning import queries_mentoring as mentoring_queries
from teranga.domains.learning.rules import takes_applications
from teranga.web import learning_words
from teranga.web.public import notfound
from teranga.web.public.community_views import is_listed, local_today, wrong_after
from teranga.web.public.heads import community_crumbs, community_head
from teranga.web.public.looking import community_of
from teranga.web.rendering import Info, public_page
from teranga.web.templating import markdown_in, translated_plain


def learning_page(
    request: HttpRequest, place: Community, template: str, context: dict, *, title: str, path: str,
    description: str = "", crumbs: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:  # fmt: skip
    """A public page below a community, for all that learning shows."""
    now = timezone.now()
    sections = queries.sections_of(place, now)
    info = Info(
        title=title, path=f"/{place.slug}/{path}", description=description,
        crumbs=(*community_crumbs(place), *crumbs), card=f"/{place.slug}/card.png", indexed=is_listed(place),
    )  # fmt: skip
    return public_page(
        request, template, {"community": place, "words": learning_words, **context}, info=info,
        head=community_head(place, sections), scope=community_scope(place.pk),
        until=wrong_after(place, sections, now),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def learning(request: HttpRequest, community: str) -> HttpResponse:
    place = community_of(request, community)
    today = local_today(place, timezone.now())
    rows = [
        (row, takes_applications(row, today), learning_words.dates(row, today))
        for row in mentoring_queries.shown_programmes(place)
    ]
    return learning_page(
        request, place, "public/learning.html", {"rows": rows}, title=_("Learning together"),
        path="learning/",
        description=_("Somebody who is a few steps ahead, a path to follow, a project to build."),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def programme(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place = community_of(request, community)
    row = mentoring_queries.shown_programme(place, slug)
    today = local_today(place, timezone.now())
    text = markdown_in(row.text)
    context = {
        "programme": row, "text": text, "is_open": takes_applications(row, today),
        "moment": learning_words.dates(row, today),
    }  # fmt: skip
    return learning_page(
        request, place, "public/programme.html", context, title=translated_plain(row.name),
        path=f"mentoring/{slug}/", description=plain_text(translated_plain(row.text), 200),
        crumbs=((f"/{place.slug}/learning/", _("Learning together")),),
    )  # fmt: skip
