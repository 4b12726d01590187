"""What an import found, sentence by sentence, in the reader's language.

Readers of foreign files know no language and no Django: they say plain English. Here each of their sentences
stands once more with its gaps, so that it is recognised and said again. A test holds the two together.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

TIMES = re.compile(r" \((\d+) times\)\.$")
# The more a sentence says beside its gaps, the earlier it is tried.
SENTENCES: tuple[str | Promise, ...] = (
    lazy(
        "The time states an offset that is not the one of {zone}; the moment was kept, "
        "so the wall time changes."
    ),
    lazy(
        'The zone "{stated}" is not an IANA name; the times keep the offset they state '
        "({found}): choose the real zone."
    ),
    lazy("The slug holds capital letters or other signs that the schema forbids; slugs are not imported."),
    lazy('The file names no room and nothing overlaps; all sessions were put in one room, "Main stage".'),
    lazy(
        "The file states no time zone; the times keep the offset they state ({found}): choose the real zone."
    ),
    lazy("This day has no date that could be understood; its sessions keep only dates of their own."),
    lazy("The schema wants the rooms under conference; here they stand beside it and were read."),
    lazy("A date such as 03/04/2025 can be read in two ways; the day was taken to come first."),
    lazy("The text held HTML; it was turned into plain text with paragraphs, lists and links."),
    lazy("{name} does not fit exactly one of the schema's two forms of a person; the name was read."),
    lazy('The zone "{stated}" is not an IANA name; the times were read as UTC: choose the real zone.'),
    lazy('The speaker "{key}" is referred to and nowhere described; the reference was left out.'),
    lazy('The zone "{stated}" is not an IANA name; the times were kept as written and read as UTC.'),
    lazy("The file states no time zone; the times were read as UTC: choose the real zone."),
    lazy("The text held control characters or hidden direction marks, which were removed."),
    lazy("{parallel} sessions run beside another one and the file names no rooms; none was assumed."),
    lazy("Its title and the missing speaker say that this is a break or a registration."),
    lazy("The file states no time zone; the times were kept as written and read as UTC."),
    lazy("The time counts by twelve hours without saying so; it was read as afternoon."),
    lazy("{count} entries give the date of their recording; they were kept without a start."),
    lazy("Another room has the same guid; the rooms were told apart by their names."),
    lazy('The zone "{stated}" is not an IANA name; it was taken for {found}, which may be wrong.'),
    lazy('The zone "{stated}" is not an IANA name; the times were read as {found}, the zone of {place}.'),
    lazy('The id "{key}" is given to several sessions; all were kept, this one as "{new}".'),
    lazy("The file was not in UTF-8; it was read as {encoding}. Check names with accents."),
    lazy("The file states no time zone; it was taken for {found}, which may be wrong."),
    lazy("The file states no time zone; the times were read as {found}, the zone of {place}."),
    lazy("The clocks skip this time when summer time begins; check the start."),
    lazy('The acronym "{acronym}" is not in the small letters that the schema wants.'),
    lazy("The date is not written as year-month-day; its meaning was clear."),
    lazy("It runs past midnight, until {end}, and belongs to the day it starts."),
    lazy("Start and end are {between} minutes apart, the file states {length}; {taken} was taken."),
    lazy("The code of a video was read as the address of a YouTube video."),
    lazy('The file does not say how the event is called; it was named "{name}".'),
    lazy('The room "{reference}" is nowhere described; it was added under that name.'),
    lazy("It starts at {start} after midnight and belongs to the day before, {day}."),
    lazy('The kind is spelled differently elsewhere; it was read as "{kind}".'),
    lazy('The id "{number}" of {name} is not the whole number that the schema wants.'),
    lazy('The speaker id "{key}" stands for "{known}" and for "{shown}"; both were kept.'),
    lazy('It is listed under the room "{under}" and names "{own}"; "{taken}" was taken.'),
    lazy("The file names no room; {count} sessions have a time and no room."),
    lazy("It has a clock time and no date that could be understood."),
    lazy("The file lists {count} sponsors; a programme does not hold them."),
    lazy("This name seems to be several people; it was kept as one."),
    lazy('"{given}" is no possible length of a session; it was left open.'),
    lazy("A script or an embedded frame was taken out of the text."),
    lazy("The event starts on {start} and ends on {end}; the sessions decided."),
    lazy('The id "{number}" is not the whole number that the schema wants.'),
    lazy("It is listed under {day} and dated {date}; its own date was taken."),
    lazy('The link "{address}" is not a full web address and was left out.'),
    lazy('The submission is "{state}" and so not part of the programme.'),
    lazy("Its start {shown} disagrees with its date {date}, which was taken."),
    lazy("The abstract only repeats the title; it was left out."),
    lazy("It is dated {found} in {label}, whose other rows say {chosen}; {taken} was taken."),
    lazy("Another session has the same title; both were kept."),
    lazy("Sessions take place from {first} to {last}, outside the stated {dates}."),
    lazy("The e-mail address of a speaker was not taken over."),
    lazy('The title is empty; the kind "{kind}" was taken as title.'),
    lazy('The level "{level}" is not one we know and was left out.'),
    lazy("The session has no guid; its id stands in for it."),
    lazy('The zone "{stated}" is not an IANA name; it was read as {spelled}.'),
    lazy("This day has no date; its sessions keep no start."),
    lazy("It ends before it starts; the end was left out."),
    lazy("The file states no time zone; it was read as {spelled}."),
    lazy('The title is empty; it was called "Untitled".'),
    lazy("Its title says that this concerns everybody."),
    lazy('"{written}" is no language we know and was left out.'),
    lazy("The session lacks {name}, which the schema wants."),
    lazy('It overlaps with "{title}" in {room}; both were kept.'),
    lazy('The guid "{text}" is no UUID and was left out.'),
    lazy("The private field {name} was not taken over."),
    lazy('The start "{shown}" could not be understood.'),
    lazy('The date "{shown}" could not be understood.'),
    lazy("This session has a time and no room."),
    lazy('The end "{shown}" could not be understood.'),
    lazy("A text of {length} characters was cut at {limit}."),
    lazy('The language "{written}" was read as "{code}".'),
    lazy("The schema wants a version."),
    lazy("The session has no length."),
    lazy("The session has no start."),
    lazy("A speaker has no name."),
    lazy("A room has no name."),
    lazy("The schema wants {name}."),
)


def finding_words(what: str) -> str:
    """The sentence in the reader's language; one that nobody wrote down here stays as it is."""
    often = TIMES.search(what)
    said = TIMES.sub(".", what)
    for shape, sentence in shapes():
        if found := shape.fullmatch(said):
            told = str(sentence).format(**found.groupdict())
            return (
                _("{sentence} ({count} times).").format(sentence=told[:-1], count=often[1]) if often else told
            )
    return what


@cache
def shapes() -> list[tuple[re.Pattern[str], str | Promise]]:
    return [(shape_of(english_of(sentence)), sentence) for sentence in SENTENCES]


def english_of(sentence: str | Promise) -> str:
    from django.utils import translation

    with translation.override("en"):
        return str(sentence)


def shape_of(english: str) -> re.Pattern[str]:
    """The sentence as a pattern: a gap takes whatever stands there."""
    parts = re.split(r"\{(\w+)\}", english)
    texts = (re.escape(part) if number % 2 == 0 else f"(?P<{part}>.+?)" for number, part in enumerate(parts))
    return re.compile("".join(texts), re.DOTALL)
