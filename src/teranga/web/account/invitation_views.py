"""Accepting a role that was offered by mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.sign_in import ask_to_sign_in
from teranga.domains.communities.models import Community
from teranga.domains.people.actions.invitations import InvitationOver, accept_invitation
from teranga.domains.people.models import Invitation
from teranga.domains.people.queries_roles import invitation_by_token
from teranga.domains.people.rules_roles import role_content
from teranga.domains.people.wording import in_words, role_name, scope_name
from teranga.web.me.sign_in_views import SIGNING_IN_KEY
from teranga.web.me.visitor import signed_in_person
from teranga.web.public.heads import community_head
from teranga.web.rendering import personal_page


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The offered role in words and one button; who is not signed in gets a code to do so afterwards."""
    now, person = timezone.now(), signed_in_person(request)
    offered = invitation_by_token(token, now)
    if offered is None:
        return _over(request)
    community = Community.objects.filter(pk=offered.community_id).first()
    if request.method == "POST":
        try:
            accept_invitation(token=token, person=person, at=now)
        except InvitationOver:
            return _over(request)
        return _welcome(request, offered, community, signed_in=person is not None)
    allowed, second_step = role_content(offered.role, offered.custom_role)
    context = {
        "role": role_name(offered.role, offered.custom_role.name if offered.custom_role else None),
        "allows": in_words(allowed),
        "where": scope_name(offered.scope),
        "inviter": offered.invited_by.name if offered.invited_by else "",
        "community": community,
        "person": person,
        "email": offered.email,
        "until": offered.until,
        "second_step": second_step,
    }
    head = community_head(community) if community else None
    return personal_page(request, "account/invitation.html", context, title=_("You are invited"), head=head)


def _welcome(
    request: HttpRequest, offered: Invitation, community: Community | None, *, signed_in: bool
) -> HttpResponse:
    if signed_in:
        language = translation.get_language() or "en"
        return HttpResponseRedirect(f"/{language}/organise/{community.slug + '/' if community else ''}")
    ask_to_sign_in(address=offered.email, language=translation.get_language() or "en", at=timezone.now())
    request.session[SIGNING_IN_KEY] = offered.email
    return HttpResponseRedirect(reverse("sign-in-code"))


def _over(request: HttpRequest) -> HttpResponse:
    title = _("This invitation is used or too old")
    return personal_page(request, "account/invitation_over.html", {}, title=title, status=410)
