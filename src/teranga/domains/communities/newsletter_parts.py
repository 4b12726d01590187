"""What a monthly newsletter is drafted from: each subject adds its part, in one language, from the data.

A floor above joins with parts of its own at start-up; a part that has nothing to tell is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.base.markdown import plain_text
from teranga.domains.communities.models import Community, Goal, Membership, Page
from teranga.domains.communities.queries_goals import goal_values
from teranga.foundation.translated import TranslatedText

MOST_STORIES = 6


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month where the community lives."""

    first: date
    zone: str

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=32)).replace(day=1)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.after, time(), ZoneInfo(self.zone)).astimezone(UTC)


def month_before(today: date, zone: str) -> Month:
    return Month((today.replace(day=1) - timedelta(days=1)).replace(day=1), zone)


# Community, month and language (which is active while it writes) -> Markdown, "" when there is nothing.
Writer = Callable[[Community, Month, str], str]


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    rank: int
    write: Writer


_parts: dict[str, Part] = {}


def join_newsletter(key: str, rank: int, write: Writer) -> None:
    """Add a part; called when a floor above starts. Parts stand in the order of their ranks."""
    _parts[key] = Part(key, rank, write)


def draft_body(community: Community, month: Month, language: str) -> str:
    """Every part that has something to tell, in this language."""
    with translation.override(language):
        told = [
            part.write(community, month, language)
            for part in sorted(_parts.values(), key=lambda part: (part.rank, part.key))
        ]
    return "\n\n".join(text for text in told if text)


def heading(title: str, lines: list[str]) -> str:
    return f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines) if lines else ""


def in_language(text: TranslatedText, community: Community, language: str) -> str:
    return " ".join(TranslatedText(text).best((language, community.default_language, "en"))[0].split())


def address(path: str, language: str) -> str:
    return f"{settings.BASE_URL}/{language}{path}"


def linked(title: str, path: str, language: str) -> str:
    """A title with its address, readable as plain text too."""
    return _("{title}: <{address}>").format(title=title, address=address(path, language))


def _new_members(community: Community, month: Month, language: str) -> str:
    rows = Membership.objects.filter(community=community, state=Membership.State.CONFIRMED)
    new = rows.filter(confirmed_at__gte=month.begins, confirmed_at__lt=month.ends).count()
    if not new:
        return ""
    total = rows.filter(confirmed_at__lt=month.ends).count()
    told = ngettext("One person joined us", "%(count)s people joined us", new) % {"count": new}
    return heading(_("New here"), [_("{joined}; we are {total}.").format(joined=told, total=total)])


def _stories(community: Community, month: Month, language: str) -> str:
    rows = Page.objects.filter(
        community=community, kind=Page.Kind.NEWS, published_at__gte=month.begins, published_at__lt=month.ends
    )
    lines = []
    for page in rows.order_by("published_at", "id")[:MOST_STORIES]:
        title = in_language(page.title, community, language)
        line = linked(title, f"/{community.slug}/pages/{page.slug}/", language)
        about = plain_text(in_language(page.description, community, language), 200)
        lines.append(f"{line} {about}".strip())
    return heading(_("To read"), lines)


def _goals(community: Community, month: Month, language: str) -> str:
    goals = list(
        Goal.objects.filter(community=community, target__gt=0).exclude(metric="").order_by("position")
    )
    last = month.after - timedelta(days=1)
    now, before = goal_values(community, goals, last), goal_values(community, goals, month.first)
    lines = []
    for goal in goals:
        if goal.pk not in now:
            continue
        title = in_language(goal.title, community, language)
        moved = now[goal.pk] - before.get(goal.pk, 0)
        figures = {"value": now[goal.pk], "target": goal.target, "more": moved}
        values = {"title": title} | {
            name: format_decimal(figure, locale=language) for name, figure in figures.items()
        }
        lines.append(
            _("{title}: {value} of {target}, {more} more than at its beginning").format(**values)
            if moved > 0
            else _("{title}: {value} of {target}").format(**values)
        )
    return heading(_("Our goals"), lines)


join_newsletter("members", 10, _new_members)
join_newsletter("stories", 40, _stories)
join_newsletter("goals", 50, _goals)
