"""A parent or guardian says yes or no, by the signed link of their mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.aid.actions.guardians import GUARDIAN, answer_as_guardian
from teranga.domains.aid.links import application_of_token
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.web import aid_words, errors
from teranga.web.me import pages


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    row = application_of_token(token)
    if row is None or row.state == row.State.DRAFT or not row.is_minor:
        return errors.not_found(request)
    answered = ""
    if request.method == "POST" and (answered := request.POST.get("answer", "")) in ("yes", "no"):
        try:
            row = answer_as_guardian(application=row, yes=answered == "yes", by=GUARDIAN, at=timezone.now())
        except IllegalApplicationMove:
            answered = "late"
    context = {"application": row, "round": row.round, "words": aid_words, "answered": answered,
               "path": request.path}  # fmt: skip
    return pages.form_page(
        request, "guardian", context, title=_("Your consent"), community=row.round.community
    )
