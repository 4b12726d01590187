"""The letters about stories, comments and the newsletter, and who gets them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from teranga.domains.communities.models import StoryDraft
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.letters import CODE, LINK, NAME, PLACE, Letter, add_letters, paragraphs
from teranga.domains.mail.models import Category
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.queries import first_address
from teranga.foundation.translated import TranslatedText

STORY = "How we found a room"
CALL = "PyCon Africa: call for talks"


def _comment_code() -> tuple[str, str]:
    return _("{code} is your code for your comment"), paragraphs(
        _("Hello {name},"),
        _("you wrote a comment at {community}. To send it, type this code:"),
        "{code}",
        _("Or open this page and press the button:"),
        "{link}",
        _("Both work once, for 20 minutes."),
        _("It was not you? Then do nothing: without the code nothing appears in your name."),
    )


def _comments_wait() -> tuple[str, str]:
    return _("{community}: {count} comments wait"), paragraphs(
        _("Hello {name},"),
        _("since yesterday new comments or reports came in. {count} wait for somebody to look:"),
        "{link}",
        _("You get this mail at most once a day."),
    )


def _story_returned() -> tuple[str, str]:
    return _("Your story “{story}”: a question"), paragraphs(
        _("Hello {name},"),
        _("thank you for your story “{story}”. Before it can appear, the editors of {community} ask:"),
        "{note}",
        _("Open it, change what you like, and send it in again:"),
        "{link}",
    )


def _story_taken() -> tuple[str, str]:
    return _("Your story “{story}” is with the editors"), paragraphs(
        _("Hello {name},"),
        _("the editors of {community} took over your story “{story}”. They look at it and publish it."),
        _("Where it stands, and whether your name stands under it, you see here:"),
        "{link}",
    )


def _newsletter_code() -> tuple[str, str]:
    return _("{code} is your code for the newsletter"), paragraphs(
        _("Hello,"),
        _("this address was entered for the newsletter of {community}. To get it, type this code:"),
        "{code}",
        _("Or open this page and press the button:"),
        "{link}",
        _("Both work once, for 20 minutes."),
        _("It was not you? Then do nothing: without the code nothing is sent to you."),
    )


def _opportunity_confirm() -> tuple[str, str]:
    return _("Shall we remind you of “{opportunity}”?"), paragraphs(
        _("Hello,"),
        _("this address was entered at {community} for a reminder of “{opportunity}”."),
        _("Open this page and press the button to get it:"),
        "{own_link}",
        _("It was not you? Then do nothing: no more mail comes, and the address is forgotten in two days."),
    )


def _opportunity_reminder() -> tuple[str, str]:
    return _("Until {last_day}: {opportunity}"), paragraphs(
        _("Hello,"),
        _("you asked {community} for a reminder. “{opportunity}” is open until {last_day}:"),
        "{link}",
        _("What it is about and how to apply stands there. Somebody else needs it? Pass it on."),
        _("No more reminders of it: {own_link}"),
    )


def _help_asked() -> tuple[str, str]:
    return _("{name} asks you about “{opportunity}”"), paragraphs(
        _("Hello,"),
        _("you offered members of {community} your help with “{opportunity}”. {name} asks:"),
        "{words}",
        _("Answer on this page. Your address is not shown:"),
        "{link}",
        _("There you can also refuse further questions from this person."),
    )


def _help_answered() -> tuple[str, str]:
    return _("{name} answers you about “{opportunity}”"), paragraphs(
        _("Hello,"),
        _("{name} answers the question that you asked at {community}:"),
        "{words}",
        _("The opportunity:"),
        "{link}",
    )


HELP = {
    "community": PLACE,
    "opportunity": CALL,
    "name": "Afi",
    "words": "How long was your text?",
    "link": LINK,
}
SAMPLES = {"name": NAME, "community": PLACE, "link": LINK}
add_letters(
    Letter("comment_code", lazy("Code for a comment"), Category.SIGN_IN, {**SAMPLES, "code": CODE},
           _comment_code, ("code", "link")),
    Letter("comments_wait", lazy("Comments wait for moderators"), Category.MEMBERSHIP,
           {**SAMPLES, "count": "3"}, _comments_wait, ("link",)),
    Letter("story_returned", lazy("A member’s story: a question"), Category.MEMBERSHIP,
           {**SAMPLES, "story": STORY, "note": "In which year was that?"}, _story_returned,
           ("note", "link")),
    Letter("story_taken", lazy("A member’s story is taken over"), Category.MEMBERSHIP,
           {**SAMPLES, "story": STORY}, _story_taken, ("link",)),
    Letter("newsletter_code", lazy("Code for the newsletter"), Category.SIGN_IN,
           {"community": PLACE, "code": CODE, "link": LINK}, _newsletter_code, ("code", "link")),
    Letter("help_asked", lazy("A question to a helper"), Category.MEMBERSHIP, HELP, _help_asked,
           ("words", "link")),
    Letter("help_answered", lazy("A helper’s answer"), Category.MEMBERSHIP, HELP, _help_answered, ("words",)),
    Letter("opportunity_confirm", lazy("A reminder of an opportunity is confirmed"), Category.SIGN_IN,
           {"community": PLACE, "opportunity": CALL, "own_link": LINK}, _opportunity_confirm, ("own_link",)),
    Letter("opportunity_reminder", lazy("A reminder of an opportunity"), Category.MEMBERSHIP,
           {"community": PLACE, "opportunity": CALL, "last_day": "6 December 2026", "link": LINK,
            "own_link": LINK},
           _opportunity_reminder, ("link", "own_link")),
)  # fmt: skip


def tell_author(story: StoryDraft, letter: str, *, at: datetime, **more: str) -> None:
    """Mail the author of a story what became of it, where an address is known."""
    person, community = story.person, story.community
    address = first_address(person)
    if not address:
        return
    language = person.preferred_language
    values = {
        "name": person.name, "story": story.title,
        "community": TranslatedText(community.name).in_language(language, community.default_language),
        "link": f"{settings.BASE_URL}/{language}/me/{community.slug}/stories/{story.pk}/", **more,
    }  # fmt: skip
    text = write_letter(letter, language, values, community_id=community.pk)
    queue_mail(
        text, to=address, cause=f"{letter}:{story.pk}:{at.timestamp():.0f}", at=at,
        community_id=community.pk, person_id=person.pk, reply_to=community.contact_email,
    )  # fmt: skip
