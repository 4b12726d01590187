"""What a community offers to learners: mentoring."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.markdown import plain_text, render_markdown
from teranga.base.permissions import Access, access
from teranga.base.stamps import community_scope, event_scope
from teranga.domains.communities import queries
from teranga.domains.communities.models import Community
from teranga.domains.learning import queries_mentoring as mentoring_queries
from teranga.domains.learning import queries_paths as path_queries
from teranga.domains.learning import queries_projects as project_queries
from teranga.domains.learning.rules import takes_applications
from teranga.web import learning_words
from teranga.web.public import notfound
from teranga.web.public.community_views import is_listed, local_today, midnight_after, wrong_after
from teranga.web.public.heads import community_crumbs, community_head, event_crumbs, event_head
from teranga.web.public.looking import community_of, event_of
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
    context = {
        "rows": rows, "paths": path_queries.shown_paths(place),
        "projects": project_queries.shown_projects(place)[:6],
    }  # fmt: skip
    return learning_page(
        request, place, "public/learning.html", context, title=_("Learning together"),
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
        crumbs=_hub(place),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def projects(request: HttpRequest, community: str) -> HttpResponse:
    place = community_of(request, community)
    rows = project_queries.shown_projects(place)
    kinds = [(code, label, [row for row in rows if row.kind == code])
             for code, label in learning_words.project_kinds()]  # fmt: skip
    return learning_page(
        request, place, "public/projects.html", {"kinds": kinds}, title=_("Projects"), path="projects/",
        description=_("What members build, and where a pair of hands is welcome."), crumbs=_hub(place),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def project(request: HttpRequest, community: str, number: int) -> HttpResponse:
    place = community_of(request, community)
    row = project_queries.shown_project(place, number)
    steps = row.steps.order_by("position", "pk")
    return learning_page(
        request, place, "public/project.html", {"project": row, "steps": list(steps)}, title=row.title,
        path=f"projects/{number}/", description=plain_text(row.goal, 200),
        crumbs=(*_hub(place), (f"/{place.slug}/projects/", _("Projects"))),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def path(request: HttpRequest, community: str, slug: str) -> HttpResponse:
    place = community_of(request, community)
    row = path_queries.shown_path(place, slug)
    today = local_today(place, timezone.now())
    steps = path_queries.steps_of(row)
    cohorts = [line for line in path_queries.cohorts_of(row) if line.cohort.end >= today]
    context = {
        "path": row, "text": markdown_in(row.text), "cohorts": cohorts, "today": today,
        "steps": [(step, markdown_in(step.text), markdown_in(step.exercise)) for step in steps],
        "minutes": sum(step.minutes for step in steps),
    }  # fmt: skip
    return learning_page(
        request, place, "public/path.html", context, title=translated_plain(row.name), path=f"paths/{slug}/",
        description=plain_text(translated_plain(row.text), 200), crumbs=_hub(place),
    )  # fmt: skip


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def first_time(request: HttpRequest, community: str, event: str) -> HttpResponse:
    place = event_of(request, community, event)
    guide = project_queries.guide_of(place)
    buddies = mentoring_queries.buddy_programme(place.community, place.pk)
    now = timezone.now()
    parts = [(title, markdown_in(getattr(guide, key)) if guide and getattr(guide, key)
              else render_markdown(words)) for key, title, words in guide_parts()]  # fmt: skip
    is_open = buddies is not None and takes_applications(buddies, local_today(place.community, now))
    info = Info(
        title=_("Your first time"), path=f"/{community}/{event}/first-time/", crumbs=event_crumbs(place),
        description=_("What to expect, how to prepare, and somebody who goes with you."),
        card=f"/{community}/{event}/card.png", indexed=is_listed(place.community),
    )  # fmt: skip
    context = {
        "event": place, "community": place.community, "parts": parts, "buddies": buddies if is_open else None,
    }  # fmt: skip
    return public_page(
        request, "public/first_time.html", context, info=info, head=event_head(place),
        scope=event_scope(place.pk),
        until=midnight_after(place.zone, local_today(place.community, now)),
    )  # fmt: skip


def guide_parts() -> list[tuple[str, str, str]]:
    """The parts of a first-timer's page with our words, which a team may replace by its own."""
    return [
        ("expect", _("What to expect"), _(
            "Most people come alone, and many for the first time. Talks last half an hour; nobody minds"
            " if you come late, leave early or sit at the back. The best part happens between the talks:"
            " at the coffee, leave a gap in your circle so that somebody can join."
        )),
        ("prepare", _("How to prepare"), _(
            "Mark three sessions that you want to see and leave the rest open. Charge your phone, bring"
            " water and something warm for the hall. Think of one sentence about what you do and one"
            " question that you bring. You need not be an expert in anything."
        )),
        ("after", _("Afterwards"), _(
            "Write down the same evening whom you met and what you want to try. Send two messages within"
            " three days. Then come to the next meetup: it is smaller, and you know somebody already."
        )),
    ]  # fmt: skip


def _hub(place: Community) -> tuple[tuple[str, str], ...]:
    return ((f"/{place.slug}/learning/", _("Learning together")),)
