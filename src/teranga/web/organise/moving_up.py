"""What moving up from the reserve would do to the balance that the committee signed."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.domains.proposals.models import Call, Proposal
from teranga.domains.proposals.queries_selection import applied_of, in_the_programme
from teranga.domains.proposals.rules_groups import COUNT, Over, over_with
from teranga.domains.proposals.rules_told import S
from teranga.web import localised
from teranga.web.organise.selection_words import Names, end_of


def warnings(call: Call, proposals: Sequence[Proposal]) -> dict[int, list[str]]:
    """Of those who wait or moved up: the ceilings of the decided selection that the programme goes over
    with them in it. A number without a line goes over none."""
    selection = applied_of(call)
    some = [row.pk for row in proposals if row.state in (S.RESERVE, S.PROMOTED)]
    if selection is None or not some:
        return {}
    rows = in_the_programme(call, some)
    comes = {row.pk for row in rows} - {row.pk for row in proposals if row.state == S.RESERVE}
    names = Names(call, lambda _group: True)
    found = {}
    for one in (row for row in rows if row.pk in some):
        others = [row for row in rows if row.pk in comes and row.pk != one.pk]
        over = over_with(selection.rules, selection.per_person, others, one)
        found[one.pk] = [_says(names, each) for each in over]
    return found


def _says(names: Names, over: Over) -> str:
    if over.rule is None:
        words = ngettext(
            "One speaker has {count} sessions with it, and your rule says at most {most}.",
            "One speaker has {count} sessions with it, and your rule says at most {most}.", over.count,
        )  # fmt: skip
        return words.format(count=localised.number(over.count), most=localised.number(over.most))
    now = localised.number(over.count) if COUNT in over.rule else f"{over.percent} %"
    words = _("{group}: {now} with it, and your rule says {end}.")
    return words.format(group=names.group(over.rule["group"]), now=now, end=end_of(over.rule))
