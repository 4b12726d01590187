"""Words of the pages on which proposals are brought along."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from teranga.domains.proposals.models import ProposalImport
from teranga.domains.proposals.rules_import import Plan
from teranga.formats.proposals import TABLE_FIELDS
from teranga.formats.proposals.values import said
from teranga.web import proposal_words as words

State = ProposalImport.State
SHOWN = 12  # names of new parts, titles, codes
PARTS = ("types", "tracks", "topics", "tags", "rooms", "questions", "criteria")


def parts_of(plan: Plan) -> list[tuple[str, int, str]]:
    """What the call does not have yet: how many, and the first of their names."""
    found = []
    for part in PARTS:
        rows = getattr(plan, part)
        if rows:
            names = [_read(one["label"] if part == "questions" else one["name"]) for one in rows[:SHOWN]]
            found.append((part_words(part), len(rows), _and_more(names, len(rows))))
    return found


def left_out(plan: Plan) -> list[tuple[int, str]]:
    """How many of what the file has do not come in, and why."""
    told = [
        (plan.known, _("are here from an earlier file and stay as they are")),
        (plan.twice, _("stand in the file twice; the first one counts")),
        (plan.drafts, _("are left out: deleted ones, drafts without an address, rows without a title")),
    ]
    return [(count, why) for count, why in told if count]


def drafts_in(plan: Plan) -> str:
    drafts = plan.states["draft"]
    if not drafts:
        return ""
    return ngettext(
        "%(count)s draft comes in as a draft: only its writer sees it.",
        "%(count)s drafts come in as drafts: only their writers see them.", drafts,
    ) % {"count": drafts}  # fmt: skip


def lacking_in(plan: Plan) -> str:
    """What somebody should know before it is put in."""
    if not plan.lacking:
        return ""
    parts = ", ".join(part_words(part) for part in plan.lacking)
    return _("The file names rows of these lists and does not hold them: %(parts)s. Those fields stay empty. "
             "To have them, add the lists to the file and send it again.") % {"parts": parts}  # fmt: skip


def fields() -> list[tuple[str, str]]:
    return [("", _("leave it out")), *((field, column_words(field)) for field in TABLE_FIELDS)]


def part_words(part: str) -> str:
    return {
        "proposals": _("Proposals"), "reviews": _("Reviews"), "types": _("Formats"), "tracks": _("Tracks"),
        "tags": _("Tags"), "rooms": _("Rooms"), "questions": _("Questions"), "topics": _("Topics"),
        "criteria": _("Criteria"), "remarks": _("Remarks"), "files": _("Files"),
        "answers_left": _("Answers that fit no question here"), "files_left": _("Files that were refused"),
        "submission-types": _("Formats"), "score-categories": _("Criteria"), "speakers": _("Speakers"),
    }.get(part, part)  # fmt: skip


def state_words(state: str) -> str:
    return {
        State.READ: _("Read, not put in"), State.APPLYING: _("Being put in"), State.APPLIED: _("Put in"),
        State.DROPPED: _("Left"), State.TAKEN_BACK: _("Taken back"),
    }[State(state)]  # fmt: skip


def column_words(field: str) -> str:
    return {
        "key": _("Number in the other program"), "speaker": _("Speakers"), "email": _("E-mail address"),
        "first_name": _("First name"), "last_name": _("Family name"), "team_notes": _("Notes of the team"),
        "sent": _("Sent in (day first)"), "sent_month_first": _("Sent in (month first)"),
        "question": _("An answer to a question of your own"),
    }.get(field) or words.field_name(field)  # fmt: skip


def why_unreadable(why: str) -> str:
    """What happened, and what to do."""
    return {
        "empty": _("Choose a file first."),
        "large": _("This file holds more than can be read at once. Cut it in two. Nothing was kept."),
        "broken": _("This file breaks off or is no whole JSON, ZIP or CSV. Save it again. Nothing was kept."),
        "nothing": _("There is no proposal in this file. Nothing was kept."),
        "pages": _("This is one page of a longer list. Ask the API for every page and put them all into "
                   "one ZIP. Nothing was kept."),
        "speakers": _("The proposals name their speakers by code, and the speakers are not in the file. Put "
                      "speakers.json beside submissions.json in a ZIP. Nothing was kept."),
    }.get(why) or _("This is neither an export of pretalx nor a table (CSV). Nothing was kept.")  # fmt: skip


def why_it_stays(codes: Sequence[str]) -> str:
    if not codes:
        return _("This file is not put in, or its files still come in. Nothing was taken back.")
    return _("Something was done with these proposals since: %(codes)s. Nothing was taken back.") % {
        "codes": _and_more(codes[:SHOWN], len(codes))
    }


def _read(name: dict[str, str] | str) -> str:
    """In the language of the page where the file has it."""
    return (isinstance(name, dict) and name.get(get_language() or "")) or said(name)


def _and_more(names: Sequence[str], count: int) -> str:
    return ", ".join(names) + (" …" if count > len(names) else "")
