"""Addresses for the guard's tests: one view a need, each answering what the guard put on its request."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from teranga.base.permissions import Access, access
from teranga.domains.people.roles import Area, Verb
from teranga.web import urls as real


def seen(request: HttpRequest, **kwargs: str) -> HttpResponse:
    return JsonResponse(
        {
            "community": request.community and request.community.slug,
            "event": request.event and request.event.slug,
            "acting_as": request.actor.acting_as,
            "person": request.actor.person_id,
        }
    )


def marked(kind: Access, **needed: str):  # type: ignore[no-untyped-def]
    def view(request: HttpRequest, **kwargs: str) -> HttpResponse:
        return seen(request, **kwargs) if kind is Access.ROLE else HttpResponse("inside")

    return access(kind, **needed)(view)


edit_pages = marked(Access.ROLE, verb=Verb.EDIT, area=Area.PAGES)
pay = marked(Access.ROLE, verb=Verb.PAY, area=Area.MONEY)

guarded = [
    path("unmarked/", lambda request: HttpResponse("inside")),
    path("accounts/", marked(Access.ACCOUNT)),
    path("any/", marked(Access.ROLE)),
    path("any/<slug:community>/", marked(Access.ROLE)),
    path("audit/", marked(Access.ROLE, verb=Verb.VIEW, area=Area.AUDIT)),
    path("pages/<slug:community>/", edit_pages),
    path("pages/<slug:community>/<slug:event>/", edit_pages),
    path("pay/<slug:community>/", pay),
]
urlpatterns = [*i18n_patterns(*guarded), *real.urlpatterns]
handler404 = real.handler404
