"""Pages about one's account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.web.rendering import personal_page


@access(Access.ACCOUNT)
@require_safe
def second_step_needed(request: HttpRequest) -> HttpResponse:
    """Somebody's role counts only after a second step of signing in."""
    return personal_page(request, "account/second_step.html", {}, title=_("A second step is needed"))
