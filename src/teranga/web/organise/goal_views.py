"""What a goal did month by month, with what is noted and what is shown of its groups."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.metrics import metric
from teranga.domains.communities.models import Goal
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.public.community_views import local_today
from teranga.web.public.goal_views import shown_goals, tables_of
from teranga.web.templating import translated_plain


@access(Access.ROLE, verb=Verb.VIEW, area=Area.GOALS)
@require_safe
def goal_history(request: HttpRequest, community: str, number: int) -> HttpResponse:
    place = request.community
    row = Goal.objects.filter(community=place, pk=number).first()
    if row is None:
        return errors.not_found(request)
    one = shown_goals(place, [row], local_today(place, timezone.now()))[0]
    months = one.heading.months if one.heading else ()
    context = {
        "one": one,
        "months": months[::-1],
        "tables": tables_of(place, months),
        "counted": metric(row.metric),
        "back": here(request, f"goals/{row.pk}/"),
    }
    title = translated_plain(row.title)
    return desk_page(request, "goal_history", context, title=title, styles=("goals",))
