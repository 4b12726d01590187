"""A partner's logo at the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.base.uploads import PHOTOS, UploadRefused, receive
from teranga.domains.communities.actions.partner_logo import remove_logo, set_logo
from teranga.domains.communities.models import Partner, PartnerLogo
from teranga.domains.people.roles import Area, Verb
from teranga.papers.photo import LARGEST_FILE, PhotoRefused
from teranga.web import errors
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page


@access(Access.ROLE, verb=Verb.EDIT, area=Area.PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def logo(request: HttpRequest, community: str, number: int) -> HttpResponse:
    """A new logo, or none. Its kind is read from the file itself, its size before it is read."""
    partner = Partner.objects.filter(community=request.community, pk=number).first()
    if partner is None:
        return errors.not_found(request)
    refusal = ""
    if request.method == "POST":
        try:
            if request.POST.get("remove"):
                remove_logo(partner=partner, by=request.actor, at=timezone.now())
            else:
                sent = receive(request.FILES.get("logo"), largest=LARGEST_FILE, kinds=PHOTOS)
                set_logo(partner=partner, sent=sent, by=request.actor, at=timezone.now())
        except (UploadRefused, PhotoRefused) as refused:
            refusal = _refusal(refused.reason)
        else:
            return HttpResponseRedirect(f"{here(request, 'partners/')}?saved=1")
    rows = PartnerLogo.objects.filter(community=request.community, partner=partner).defer("webp")
    context = {
        "partner": partner,
        "logo": rows.first(),
        "refusal": refusal,
        "back": here(request, f"partners/{partner.pk}/"),
    }
    title = _("Logo of {name}").format(name=partner.name)
    return desk_page(request, "partner_logo", context, title=title, status=422 if refusal else 200)


def _refusal(reason: str) -> str:
    return {
        "none": _("Choose a picture first."),
        "large": _("This picture is too large. Send one below 8 MB and 24 million pixels."),
        "kind": _("Send a picture as JPEG, PNG or WebP; other files are not shown here."),
        "broken": _("This file cannot be read as a picture. Save it again and send it once more."),
    }[reason]
