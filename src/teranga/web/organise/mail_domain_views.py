"""What the world can check about the sending domain, and what to ask the provider."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.mail.actions.check_domain import DomainRefused, ask_for_check, sending_domain
from teranga.domains.mail.queries import latest_check
from teranga.domains.people.roles import Area, Verb
from teranga.web.organise.desk import desk_page
from teranga.web.organise.mail_forms import SelectorForm


@access(Access.ROLE, verb=Verb.EDIT, area=Area.JOBS)
@require_http_methods(["GET", "HEAD", "POST"])
def domain(request: HttpRequest) -> HttpResponse:
    """Ask for a look at the records; a job looks, and the page shows the last answer."""
    form = SelectorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            ask_for_check(selector=form.cleaned_data["selector"], by=request.actor, at=timezone.now())
        except DomainRefused as refused:
            form.add_error("selector", str(refused))
        else:
            return HttpResponseRedirect(reverse("organise-mail-domain"))
    check = latest_check()
    context = {
        "form": form, "check": check, "domain": sending_domain(),
        "findings": [_line(found, check.domain) for found in check.findings] if check else [],
    }  # fmt: skip
    title = _("Do our mails arrive?")
    return desk_page(request, "mail/domain", context, title=title, status=400 if form.errors else 200)


def _line(found: dict[str, Any], place: str) -> dict[str, str]:
    names = {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC"}
    levels = {
        "good": _("good"), "better": _("could be better"), "bad": _("to be mended"),
        "unknown": _("not known"),
    }  # fmt: skip
    words = finding_words(found["code"]).replace("{domain}", place)
    return {
        "name": names[found["about"]], "level": levels[found["level"]], "words": words,
        "found": found["found"], "is_bad": "yes" if found["level"] == "bad" else "",
    }  # fmt: skip


def finding_words(code: str) -> str:
    """What was found, and what to ask the provider."""
    return {
        "unreachable": _("No name server could be asked from here. Look again when the network is back."),
        "spf-missing": _(
            "Nothing says which servers may send for {domain}. Ask your provider: “Which SPF record do we"
            " publish, as TXT of {domain}?”"
        ),
        "spf-several": _(
            "There are several SPF records, so none counts. Ask your provider to join them in one."
        ),
        "spf-too-many": _(
            "The SPF record needs more than ten look-ups, so receivers give up. Ask which “include” can go."
        ),
        "spf-everybody": _(
            "The SPF record allows everybody (“+all”). Ask your provider to end it with “~all”."
        ),
        "spf-open": _(
            "The SPF record does not say what to do with others. Ask your provider to end it with “~all”."
        ),
        "spf-good": _("It says which servers may send for {domain}, and that others may not."),
        "dkim-no-selector": _("Write the selector above. Ask your provider: “What is our DKIM selector?”"),
        "dkim-missing": _(
            "There is no key under this selector. Ask your provider: “Is DKIM on for {domain}, and which TXT"
            " or CNAME record do we publish?”"
        ),
        "dkim-several": _("There are several keys under one selector. Ask your provider which one to keep."),
        "dkim-revoked": _("This key was taken back. Ask your provider for the selector that is in use now."),
        "dkim-broken": _(
            "This key cannot be used. Ask your provider for the record again, and copy it whole."
        ),
        "dkim-short": _("The key works but is short. Ask your provider for one of 2048 bits."),
        "dkim-good": _("There is a key with which receivers can check our signature."),
        "dmarc-missing": _(
            "Nothing says what receivers do with forged mails. When SPF and DKIM are good, publish as TXT of"
            " _dmarc.{domain}: v=DMARC1; p=quarantine"
        ),
        "dmarc-several": _("There are several DMARC records, so none counts. Keep one."),
        "dmarc-broken": _(
            "The DMARC record has no policy that exists. It should hold p=none, p=quarantine or p=reject."
        ),
        "dmarc-none": _(
            "Forged mails are only reported (p=none). When SPF and DKIM have been good for a month, change it"
            " to p=quarantine."
        ),
        "dmarc-good": _("Receivers put forged mails aside or refuse them."),
    }.get(code, code)
