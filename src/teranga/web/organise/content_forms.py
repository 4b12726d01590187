"""What organisers write on a community's home: pages and the rows of its lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.domains.communities.metrics import metric, metrics
from teranga.domains.communities.models import CommunityLink, DirectoryEntry, Page
from teranga.web import labels, localised
from teranga.web.organise.drawing import DrawnForm
from teranga.web.organise.fields import SLUG, WebField, WordsField
from teranga.web.organise.forms import TextInLanguages

CHANNELS = ("whatsapp", "telegram", "discord", "slack", "email", "mailing list", "github", "linkedin", "x",
            "mastodon", "facebook", "instagram", "youtube", "meetup", "website")  # fmt: skip

CHANNEL_NAMES = {
    "whatsapp": "WhatsApp", "telegram": "Telegram", "discord": "Discord", "slack": "Slack",
    "github": "GitHub",
    "linkedin": "LinkedIn", "x": "X", "mastodon": "Mastodon", "facebook": "Facebook",
    "instagram": "Instagram", "youtube": "YouTube", "meetup": "Meetup",
    "email": gettext_lazy("E-mail"), "mailing list": gettext_lazy("Mailing list"),
    "website": gettext_lazy("Website"),
}  # fmt: skip


def channel_kind(code: str) -> str:
    return str(CHANNEL_NAMES.get(code, code))


def page_kind(code: str) -> str:
    return {"story": _("Story"), "page": _("Page"), "news": _("News")}.get(code, code)


def metric_name(code: str) -> str:
    """How a goal is measured, in words; a way of counting that is gone is shown by its name."""
    if not code:
        return _("We tell it ourselves")
    counted = metric(code)
    return str(counted.name) if counted else code


class Day(forms.CharField):
    """As far as it is known: 2024, 2024-05 or 2024-05-31."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("A year is enough: 2024, 2024-05 or 2024-05-31."))
        super().__init__(required=False, max_length=10, **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        parts = text.split("-")
        is_day = len(parts) <= 3 and all(part.isascii() and part.isdigit() for part in parts)
        if text and not (is_day and len(parts[0]) == 4 and all(len(part) == 2 for part in parts[1:])):
            raise forms.ValidationError(_("Write it like 2024, 2024-05 or 2024-05-31."))
        return text


class PageForm(DrawnForm):
    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    title = TextInLanguages(label=gettext_lazy("Title"), longest=200)
    description = TextInLanguages(
        label=gettext_lazy("In one or two sentences"), longest=400, lines=2, required=False,
        help_text=gettext_lazy("Stands under the title in lists and where the page is shared."),
    )  # fmt: skip
    body = TextInLanguages(
        label=gettext_lazy("The text"), longest=100_000, lines=18, required=False,
        help_text=gettext_lazy(
            "Markdown: **bold**, *italic*, ## heading, - list, [words](https://address). No pictures."
        ),
    )  # fmt: skip
    author = forms.CharField(label=gettext_lazy("Written by"), required=False, max_length=120)
    tags = WordsField(
        label=gettext_lazy("Keywords"), required=False, help_text=gettext_lazy("Divided by commas.")
    )
    takes_comments = forms.BooleanField(
        label=gettext_lazy("Readers may comment"), required=False, initial=True,
        help_text=gettext_lazy("Under stories and news, as the rules for comments say."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, page_kind(code)) for code in Page.Kind.values]
        self.fields["kind"].choices = kinds


class NewPageForm(PageForm):
    slug = forms.CharField(
        label=gettext_lazy("Address"), required=False, max_length=70,
        help_text=gettext_lazy("Made from the title when left empty. It stays for good."),
    )  # fmt: skip

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].lower()
        if slug and not SLUG.fullmatch(slug):
            raise forms.ValidationError(_("Use small letters without accents, digits and hyphens."))
        return slug


class GoalForm(DrawnForm):
    title = TextInLanguages(label=gettext_lazy("The goal"), longest=200)
    text = TextInLanguages(label=gettext_lazy("Why, in a few words"), longest=2000, lines=3, required=False)
    metric = forms.ChoiceField(label=gettext_lazy("How it is measured"), required=False)
    target = forms.IntegerField(
        label=gettext_lazy("Target"), min_value=0, max_value=2_147_483_647, required=False
    )
    unit = TextInLanguages(label=gettext_lazy("Of what"), longest=60, required=False)
    deadline = forms.DateField(label=gettext_lazy("Until"), required=False)
    source_url = WebField(label=gettext_lazy("Where it was said"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [("", metric_name("")), *((one.key, str(one.name)) for one in metrics())]
        self.fields["metric"].choices = known


class SeatForm(DrawnForm):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, required=False,
        help_text=gettext_lazy("Empty while the seat is open: it is then not shown in public."),
    )  # fmt: skip
    role = TextInLanguages(label=gettext_lazy("Role"), longest=120)
    group = TextInLanguages(label=gettext_lazy("Team"), longest=120, required=False)
    since = Day(label=gettext_lazy("Since"))
    until = Day(label=gettext_lazy("Until"), help_text=gettext_lazy("Empty for those who hold it today."))
    ends_on = forms.DateField(
        label=gettext_lazy("The term ends on"), required=False,
        help_text=gettext_lazy("A month before, the organisers get a reminder."),
    )  # fmt: skip
    source_url = WebField(label=gettext_lazy("Source"), required=False, max_length=200)


class ChannelForm(DrawnForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Where"), choices=lambda: [(name, channel_kind(name)) for name in CHANNELS]
    )
    label = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    url = forms.CharField(
        label=gettext_lazy("Address"), max_length=300, help_text=gettext_lazy("https://… or mailto:…")
    )

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if not url.lower().startswith(("https://", "http://", "mailto:")) or any(
            c in url for c in "<>\"' \n"
        ):
            raise forms.ValidationError(_("An address begins with https:// or mailto:."))
        return url


class FigureForm(DrawnForm):
    label = TextInLanguages(label=gettext_lazy("What is counted"), longest=120)
    value = forms.CharField(label=gettext_lazy("Figure"), max_length=20)
    date = Day(label=gettext_lazy("As of"))
    source_url = WebField(label=gettext_lazy("Source"), required=False, max_length=200)


class EntryForm(DrawnForm):
    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    title = TextInLanguages(label=gettext_lazy("Name"), longest=200)
    text = TextInLanguages(
        label=gettext_lazy("Why it is worth knowing"), longest=1000, lines=3, required=False
    )
    url = WebField(label=gettext_lazy("Address"), required=False, max_length=300)
    feed_url = WebField(
        label=gettext_lazy("Its calendar or feed"), required=False, max_length=300,
        help_text=gettext_lazy("iCalendar, Atom or RSS: tells when something last happened there."),
    )  # fmt: skip
    language = forms.CharField(
        label=gettext_lazy("Language"), required=False, max_length=8, help_text=gettext_lazy("Such as fr.")
    )
    tags = WordsField(
        label=gettext_lazy("Keywords"), required=False, help_text=gettext_lazy("Divided by commas.")
    )
    country = forms.CharField(
        label=gettext_lazy("Country"),
        required=False,
        max_length=2,
        help_text=gettext_lazy("Two letters: TG."),
    )
    is_closed = forms.BooleanField(label=gettext_lazy("It no longer exists"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, labels.directory_kind(code)) for code in DirectoryEntry.Kind.values]
        self.fields["kind"].choices = kinds

    def clean_country(self) -> str:
        code = self.cleaned_data["country"].upper()
        if code and code not in localised.locale_for("en").territories:
            raise forms.ValidationError(_("Write the country’s two letters, such as TG, SN or CO."))
        return code


class LinkForm(DrawnForm):
    """A community that has no home in this installation."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is to us"))
    name = TextInLanguages(label=gettext_lazy("Name"), longest=160)
    url = WebField(label=gettext_lazy("Address"), max_length=200)
    note = TextInLanguages(label=gettext_lazy("In a few words"), longest=400, lines=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, labels.link_kind(code)) for code in CommunityLink.Kind.values]
        self.fields["kind"].choices = kinds
