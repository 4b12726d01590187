"""How a call was decided: received and accepted in numbers, by which rules, and who decided."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.queries import NotFound
from teranga.domains.people.wording import role_name
from teranga.domains.proposals.queries_statistics import kept_statistics
from teranga.domains.proposals.queries_told import call_of
from teranga.web import talk_words
from teranga.web.public import notfound
from teranga.web.public.event_views import event_page
from teranga.web.public.looking import event_of
from teranga.web.templating import markdown_in


@access(Access.PUBLIC)
@require_safe
@notfound.as_page
def statistics(request: HttpRequest, community: str, event: str) -> HttpResponse:
    edition = event_of(request, community, event)
    call = call_of(edition)
    told = kept_statistics(call)  # there since the call ended
    if told is None:
        raise NotFound("statistics")
    names = talk_words.Names(call)
    rate = round(100 * told.accepted / told.received) if told.accepted is not None and told.received else None
    context = {
        "told": told, "names": names, "rate": rate, "rules": names.rules(told.decided.rules),
        "how": markdown_in(call.rules), "table_name": talk_words.table_name,
        "roles": [role_name(role) for role in told.decided.roles],
    }  # fmt: skip
    return event_page(
        request, edition, "public/call_statistics.html", context, title=_("How the programme was chosen"),
        path="call/statistics/", styles=("report",),
        description=_("What was received and accepted, by which rules, and who decided."),
    )  # fmt: skip
