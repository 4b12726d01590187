"""The letter to those who are asked for reviews. It says how many wait, and names no proposal."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.events.models import Event
from teranga.domains.mail.letters import Letter, MailText, Words, add_letters, paragraphs
from teranga.domains.mail.models import Category
from teranga.domains.mail.templates import write_letter

SAMPLES = {
    "name": "Afi Mensah", "event": "PyCon Togo 2026", "count": "12",
    "link": "https://python.example.org/en/organise/togo/pycon-togo-2026/reviews/",
}  # fmt: skip


def _asked() -> Words:
    return _("Reviews for {event}: {count} more"), paragraphs(
        _("Hello {name},"),
        _(
            "thank you for reading proposals for {event}. New ones wait for your review. Their number:"
            " {count}."
        ),
        _("They stand here, one after the other:"),
        "{link}",
        _(
            "Is it too much, or do you know who wrote one of them? Say so on that page, and somebody else"
            " reads it."
        ),
    )


def join_review_letters() -> None:
    """Called once at start-up."""
    add_letters(
        Letter("reviews_asked", lazy("Proposals wait for a review"), Category.MEMBERSHIP, SAMPLES, _asked,
               ("link",))
    )  # fmt: skip


def reviews_asked(language: str, *, event: Event, name: str, count: int, link: str) -> MailText:
    told = {"event": event.name.in_language(language), "name": name, "count": str(count), "link": link}
    return write_letter("reviews_asked", language, told, community_id=event.community_id, event_id=event.pk)
