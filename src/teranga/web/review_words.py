"""What reviewing is called on its pages."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.proposals.models import ReviewCriterion, ReviewPhase
from teranga.domains.proposals.queries_reviews import SeenRemark, SeenReview
from teranga.domains.proposals.rules_scores import Manner
from teranga.foundation.translated import TranslatedText
from teranga.web import localised
from teranga.web.templating import translated_plain


def state_name(state: str) -> str:
    """Of a proposal in a reviewer's list."""
    return {
        "begun": _("begun"), "stale": _("changed since you read it"),
    }.get(state, "")  # fmt: skip


def refusal(why: str) -> str:
    return {
        "ends": _("The phase must end after it begins."),
        "overlap": _("Another phase runs at that time. Only one can run at once."),
        "range": _("The most must be above the least."),
        "scored": _("Points were given by this line, so their range stays. End the line and add a new one."),
        "loads": _("The least is above the most."),
        "employer": _("Your employer is what it was when reviewing began. The team changes it for you."),
        "twice": _("This person reviews here already."),
        "closed": _("The phase that takes this is over, or has not begun. Nothing was changed."),
        "reviewer": _("You are not among the reviewers of this call. Nothing was changed."),
        "points": _("Give points in every line that needs some. Your words are kept below."),
        "changed": _("The proposal was changed while you read. Look again: your words are kept below."),
        "sent": _("It is sent already."),
        "promised": _("Speakers were promised to be read without names, so it stays. Nothing was changed."),
        "unfinished": _("It is not computed yet."),
        "infeasible": _("There is no way to share them out like this: nobody was asked."),
        "faults": _("The independent check found a fault: nobody was asked."),
        "stale": _("Proposals, reviewers or reviews changed since. Compute it again: nobody was asked."),
        "applied": _("It was applied already."),
        "conflict": _("This reviewer keeps out of it. Nothing was changed."),
    }.get(why, why)  # fmt: skip


def away_name(why: str) -> str:
    """Why somebody keeps out."""
    return {
        "own": _("own proposal"), "said": _("said so"), "team": _("said by the team"),
        "employer": _("same employer or school"), "co_speaker": _("spoke together"),
        "mentor": _("mentoring"),
    }.get(why, why)  # fmt: skip


def moment_of(phase: ReviewPhase, zone: str) -> str:
    return _("{start} to {end}").format(
        start=localised.moment(phase.starts_at, zone), end=localised.moment(phase.ends_at, zone)
    )


def phase_says(phase: ReviewPhase) -> list[str]:
    """What reviewers see and do in it, each in a few words."""
    told = [
        _("all proposals") if phase.sees == ReviewPhase.Sees.ALL else _("proposals assigned to each"),
        _("with names") if phase.sees_names else _("without names"),
        _("reviewing") if phase.may_review else _("reading only"),
    ]
    told += [_("discussion")] if phase.may_discuss else []
    told += [_("reasons")] if phase.may_tag else []
    return told


def who(row: SeenReview | SeenRemark, nth: int = 0) -> str:
    if row.is_mine:
        return _("You")
    return row.name or (_("Reviewer {number}").format(number=nth) if nth else _("A reviewer"))


def choices_of(line: ReviewCriterion) -> list[tuple[int, str]]:
    """Every number of points with its words, the lowest first."""
    return [(points, points_name(line, points)) for points in range(line.least, line.most + 1)]


def points_name(line: ReviewCriterion, points: int) -> str:
    words = translated_plain(TranslatedText(line.labels.get(str(points)) or {}))
    return f"{points} · {words}" if words else str(points)


def manner(told: Manner | None) -> str:
    """How somebody gives points, in words; nothing is said of few reviews."""
    if told is None or told.reviews < 3:
        return ""
    if told.severity > 0.05:
        return _("stricter than others")
    if told.severity < -0.05:
        return _("milder than others")
    return _("like others")


def reviews(count: int) -> str:
    return ngettext("{count} review", "{count} reviews", count).format(count=count)


def score(value: float | None) -> str:
    return "" if value is None else str(round(100 * value))
