"""An opportunity suggested by anybody; nobody sees it before the team said yes."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.opportunities import suggest_opportunity
from teranga.domains.people.actions.tries import note_try
from teranga.foundation.translated import TranslatedText
from teranga.web import opportunity_words as words
from teranga.web.me.pages import form_page
from teranga.web.me.visitor import client_of, signed_in_person
from teranga.web.public import notfound
from teranga.web.public.looking import community_of
from teranga.web.public_forms import KeyedForm

PER_CLIENT, WITHIN = 10, timedelta(hours=1)


class SuggestionForm(KeyedForm):
    kind = forms.ChoiceField(choices=words.kinds)
    title = forms.CharField(max_length=200)
    url = forms.URLField(max_length=300, assume_scheme="https")
    source = forms.CharField(required=False, max_length=120)
    last_day = forms.DateField(required=False)
    text = forms.CharField(required=False, max_length=2000)

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write the address of a web page: it begins with https://."))
        return url


@access(Access.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@notfound.as_page
def suggest(request: HttpRequest, community: str) -> HttpResponse:
    place, now, done, status = community_of(request, community), timezone.now(), False, 200
    form = SuggestionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if note_try("suggestion", str(place.pk), client_of(request), limit=PER_CLIENT, within=WITHIN, at=now):
            language = translation.get_language() or "en"
            said = form.cleaned_data
            told = {name: said[name] for name in ("kind", "url", "source", "last_day")}
            texts = {
                name: TranslatedText({language: said[name]} if said[name] else {})
                for name in ("title", "text")
            }
            suggest_opportunity(
                community=place, person=signed_in_person(request), key=form.idempotency_key, at=now,
                **told, **texts,
            )  # fmt: skip
            done = True
        else:
            form.add_error(None, _("Very much was written from this place just now. Wait ten minutes."))
            status = 429
    context = {"done": done, "kinds": words.kinds()}
    return form_page(request, "opportunity_suggest", context, title=_("Suggest an opportunity"),
                     community=place, form=form, status=status)  # fmt: skip
