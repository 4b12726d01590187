"""The Jinja2 environment: translation, text in several languages, dates and numbers by locale."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from teranga.base.markdown import plain_text, render_markdown, render_remark
from teranga.foundation.translated import TranslatedText
from teranga.web import assets, labels, localised
from teranga.web.tag_words import tag_words


def environment(**options: Any) -> Environment:
    options["undefined"] = StrictUndefined
    env = Environment(**options)  # noqa: S701 -- Django's backend passes autoescape=True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.filters.update(
        tr=translated,
        tr_plain=translated_plain,
        markdown=render_markdown,
        plain=plain_text,
        remark=render_remark,
        number=localised.number,
        day=localised.day,
        days=localised.days,
        clock=localised.clock,
        moment=localised.moment,
        money=localised.money,
        language_name=localised.language_name,
        country_name=localised.country_name,
        told_number=localised.told_number,
        zone_city=localised.zone_city,
        iso_day=localised.iso_day,
        local_day=localised.local_day,
        participation_kind=labels.participation_kind,
        web_address=web_address,
        tag_words=tag_words,
    )
    env.globals.update(
        style=assets.style,
        script_address=assets.script_address,
        demo=settings.DEMO,
        tongues=settings.LANGUAGES,
    )
    return env


def language_chain(*more: str) -> tuple[str, ...]:
    """The reader's language first, then the given ones (an event's own), then English."""
    return (translation.get_language() or "en", *more, "en")


def translated(text: TranslatedText | str | None, *fallbacks: str) -> Markup | str:
    """The text in the reader's language, or in another one and then marked with its `lang`."""
    if not text:
        return ""
    if isinstance(text, str):
        return text
    chosen, language = TranslatedText(text).best(language_chain(*fallbacks))
    if language in ("und", translation.get_language()):
        return chosen
    return Markup('<span lang="{}">{}</span>').format(language, chosen)


WEB_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


def web_address(address: str) -> str:
    """An address that people or imported files gave, or "" when following it could run something."""
    return address if WEB_ADDRESS.match(address) else ""


def translated_plain(text: TranslatedText | str | None, *fallbacks: str) -> str:
    """The same without markup: for titles, attributes and descriptions."""
    if not text:
        return ""
    return text if isinstance(text, str) else TranslatedText(text).best(language_chain(*fallbacks))[0]


def markdown_in(text: TranslatedText, first_heading: int = 2) -> Markup:
    """A Markdown text in the reader's language, wrapped in its `lang` when it is another one."""
    chosen, language = TranslatedText(text).best(language_chain())
    html = render_markdown(chosen, first_heading)
    if language in ("und", translation.get_language()):
        return html
    return Markup('<div lang="{}">{}</div>').format(escape(language), html)
