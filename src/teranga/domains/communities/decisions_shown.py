"""Public decisions under a community's name: found by the search, and new on every page that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from teranga.base import search
from teranga.base.markdown import plain_text
from teranga.domains.activity.models import Decision
from teranga.domains.activity.queries_decisions import public_decisions
from teranga.domains.communities.findable import excerpt, is_findable, texts_by_language
from teranga.domains.communities.happenings import Happening, join_timeline
from teranga.domains.communities.models import Community
from teranga.domains.communities.newsletter_parts import Month, heading, in_language, join_newsletter, linked
from teranga.domains.communities.publishing import announce_community
from teranga.foundation.translated import TranslatedText

MOST_IN_A_NEWSLETTER = 8


@join_timeline
def decisions_told(community: Community, today: date) -> Iterator[Happening]:
    """Public ones that still hold."""
    for row in public_decisions(community.pk):
        if row.decided_on and row.state != Decision.State.WITHDRAWN:
            yield Happening(
                row.decided_on.isoformat(), "decision", title=row.question, text=row.answer,
                path=f"/{community.slug}/decisions/{row.number}/",
            )  # fmt: skip


def decisions_of_the_month(community: Community, month: Month, language: str) -> str:
    rows = [
        row
        for row in public_decisions(community.pk)
        if row.decided_on and month.first <= row.decided_on < month.after
        and row.state != Decision.State.WITHDRAWN
    ]  # fmt: skip
    lines = []
    for row in sorted(rows, key=lambda row: row.number or 0)[:MOST_IN_A_NEWSLETTER]:
        question = in_language(row.question, community, language)
        line = linked(question, f"/{community.slug}/decisions/{row.number}/", language)
        answer = plain_text(in_language(row.answer, community, language), 200)
        lines.append(f"{line} {answer}".strip())
    return heading(_("What we decided"), lines)


class DecisionsShown:
    """Told by the floor below when a decision changes, and by this one when the community does."""

    def decision_changed(self, decision: Decision) -> None:
        if decision.is_public:
            community = Community.objects.get(pk=decision.community_id)
            index_decisions(community, [decision])
            announce_community(community)

    def way_changed(self, community_id: int) -> None:
        announce_community(Community.objects.get(pk=community_id))

    def scopes(self, community: Community) -> Iterable[str]:
        return ()  # decisions stand on the community's own pages alone

    def refresh_search(self, community: Community) -> None:
        index_decisions(community, Decision.objects.filter(community_id=community.pk))


def index_decisions(community: Community, decisions: Iterable[Decision]) -> None:
    """Put these decisions' documents in place of the earlier ones; only public ones have any."""
    decisions = list(decisions)
    shown = [row for row in decisions if row.is_public] if is_findable(community) else []
    search.replace(
        [document for row in shown for document in _documents(community, row)],
        kind="decision", object_ids=[row.pk for row in decisions],
    )  # fmt: skip


def _documents(community: Community, row: Decision) -> Iterator[search.Document]:
    options = [TranslatedText(option) for option in row.options]
    for language, title, texts in texts_by_language(row.question, [row.answer, row.reasons, *options]):
        yield search.Document(
            kind="decision", object_id=row.pk, language=language, title=title, body="\n".join(texts),
            path=f"/{community.slug}/decisions/{row.number}/", excerpt=excerpt(texts),
            context=community.name.in_language(language, community.default_language),
            community_id=community.pk,
        )  # fmt: skip


join_newsletter("decisions", 60, decisions_of_the_month)
