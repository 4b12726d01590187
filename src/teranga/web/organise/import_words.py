"""What the codes of an import are called on the screen; its sentences are in finding_words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from teranga.formats.programme import Outcome


def outcome_words(outcome: Outcome) -> str:
    return {
        Outcome.REPAIRED: _("Repaired"),
        Outcome.GUESSED: _("Guessed, please look"),
        Outcome.LEFT_OUT: _("Left out"),
        Outcome.NOTED: _("Worth a look"),
    }[outcome]


def state_words(state: str) -> str:
    return {
        "waiting": _("Being read"),
        "read": _("Read, nothing is changed yet"),
        "applying": _("Being put in"),
        "applied": _("Put in"),
        "refused": _("Not put in"),
    }[state]


def refusal_words(refusal: Mapping[str, str]) -> str:
    return {
        "empty": _("The file has no session that can be used. Nothing was changed."),
        "different": _(
            "None of the sessions here is in the file, so all of them would disappear. Nothing was changed. "
            "Send it again and tick that it replaces the programme, if that is meant."
        ),
        "dropped": _("It was left. Nothing was changed."),
        "unreadable": _("The file cannot be read as a programme. Nothing was changed."),
    }.get(refusal["code"], refusal["code"])


def code_words(code: str) -> str:
    """The kind of a finding in the reader's language; "" for one that has no words of its own."""
    return {
        "abstract-repeats-title": _("An abstract that only repeats the title"),
        "break-guessed": _("Taken for a break"),
        "characters-removed": _("Unreadable signs"),
        "clock-change": _("An hour that the clocks skip"),
        "date-day-first": _("Day and month in doubt"),
        "date-disagrees": _("A date outside its day"),
        "date-form": _("A date in another form"),
        "date-invalid": _("A date that does not exist"),
        "date-missing": _("A date is missing"),
        "dates-disagree": _("Dates that contradict each other"),
        "dates-missing": _("The file says no date"),
        "dates-reversed": _("Ends before it begins"),
        "duration-disagrees": _("Lengths that contradict each other"),
        "duration-invalid": _("A length that makes no sense"),
        "email-left-out": _("An e-mail address"),
        "encoding": _("Letters of another encoding"),
        "end-before-start": _("Ends before it begins"),
        "guid-invalid": _("An identifier that is none"),
        "guid-missing": _("An identifier is missing"),
        "html-converted": _("HTML made into plain text"),
        "id-repeated": _("The same identifier twice"),
        "image-converted": _("A picture in a text"),
        "kind-spelling": _("Kinds written in several ways"),
        "language-form": _("A language written differently"),
        "language-unknown": _("A language that we do not know"),
        "length-missing": _("A length is missing"),
        "level-unknown": _("A level that we do not know"),
        "link-dropped": _("A link that leads nowhere safe"),
        "mojibake": _("Broken letters"),
        "name-missing": _("A name is missing"),
        "offset-disagrees": _("An hour that does not fit its zone"),
        "overlap": _("Two sessions in one room at the same time"),
        "parallel-without-rooms": _("Several at once, and no room named"),
        "past-midnight": _("After midnight, counted with the day before"),
        "plenary-guessed": _("Taken for a plenary"),
        "private-left-out": _("Private notes"),
        "room-assumed": _("A room was assumed"),
        "room-disagrees": _("Rooms that contradict each other"),
        "room-missing": _("A room is missing"),
        "room-unknown": _("A room that the file does not list"),
        "rooms-none": _("The file names no rooms"),
        "script-dropped": _("A script in a text"),
        "speaker-maybe-several": _("One name, perhaps several people"),
        "speaker-unknown": _("A speaker that the file does not list"),
        "start-disagrees": _("Hours that contradict each other"),
        "start-invalid": _("An hour that does not exist"),
        "start-missing": _("An hour is missing"),
        "state-not-programme": _("Not accepted, so not in the programme"),
        "title-empty": _("A title is missing"),
        "title-repeated": _("The same title twice"),
        "twelve-hour": _("Morning or evening in doubt"),
        "unpublished": _("Not published at its source"),
    }.get(code, "")
