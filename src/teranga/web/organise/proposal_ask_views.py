"""Asking the speakers of one proposal something before it is decided."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.proposals.actions.sending import ask_back
from teranga.domains.proposals.rules import IllegalProposalMove
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.proposal_views import EDIT, sight
from teranga.web.public import notfound


@access(Access.ROLE, **EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def ask(request: HttpRequest, community: str, event: str, code: str) -> HttpResponse:
    """The question goes to the writer by mail and stands on the proposal's own page."""
    row, one = sight(request).seen_one(code)
    typed, refused = request.POST.get("question", "").strip(), ""
    if request.method == "POST":
        if not typed:
            refused = _("Write the question first.")
        else:
            try:
                ask_back(proposal=row, question=typed, by=request.actor, at=timezone.now())
                return HttpResponseRedirect(here(request, f"proposals/{code}/"))
            except IllegalProposalMove:
                refused = _("This proposal is decided or with its speakers already. Nothing was sent.")
    context = {"one": one, "typed": typed, "refused": refused, "root": here(request, f"proposals/{code}/")}
    return desk_page(
        request, "proposals/ask", context, title=_("Ask the speakers"), status=422 if refused else 200
    )
