"""The demo's letter box: no mail leaves it, so its mails are read here."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.domains.mail.queries import latest_mails
from teranga.web.me import pages


@access(Access.DEMO)
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return pages.form_page(request, "demo_mails", {"mails": latest_mails()}, title=_("Mails of this demo"))
