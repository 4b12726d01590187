"""Stories of those who came: for the team all of them, for others what consent and the team let out."""

from __future__ import annotations

from django.db.models import QuerySet

from teranga.domains.aid.models import Aftermath, AidAward, AidRound
from teranga.domains.communities.models import Community
from teranga.domains.communities.queries import NotFound
from teranga.domains.ledger.models import Fund

Audience = Aftermath.Audience
MOST = 40


def told_of(award: AidAward, when: str) -> Aftermath | None:
    return Aftermath.objects.filter(community=award.community_id, award=award, when=when).first()


def stories_to_read(community: Community) -> QuerySet[Aftermath]:
    """Everything told in rounds of a community, what waits for somebody's eyes first."""
    rows = Aftermath.objects.filter(community=community, told_at__isnull=False)
    related = rows.select_related("award__round__community", "award__round__event", "award__application")
    return related.order_by("-told_at", "-pk")


def story_of(community: Community, number: int) -> Aftermath:
    """Raises NotFound."""
    row = stories_to_read(community).filter(pk=number).first()
    if row is None:
        raise NotFound(str(number))
    return row


def waiting_stories(community: Community) -> int:
    rows = stories_to_read(community).filter(released_at=None).exclude(audience=Audience.NOBODY)
    return rows.exclude(text="").count()


def public_stories(round: AidRound) -> list[Aftermath]:
    rows = _released(round.community_id, (Audience.PUBLIC,)).filter(award__round=round)
    return list(rows.order_by("-told_at", "-pk")[:MOST])


def public_story_photo(round: AidRound, uuid: object) -> Aftermath | None:
    rows = _released(round.community_id, (Audience.PUBLIC,)).filter(award__round=round)
    return rows.filter(uuid=uuid, has_photo=True).first()


def stories_for_giver(fund: Fund) -> list[Aftermath]:
    """Of those whom this fund's money helped, as far as they let its giver read."""
    rows = _released(fund.community_id, (Audience.GIVER, Audience.PUBLIC))
    mine = AidAward.objects.filter(community=fund.community_id, lines__fund=fund, lines__minor__gt=0)
    return list(rows.filter(award__in=mine.values("pk")).order_by("-told_at", "-pk")[:MOST])


def _released(community_id: int, audiences: tuple[str, ...]) -> QuerySet[Aftermath]:
    rows = Aftermath.objects.filter(community=community_id, audience__in=audiences)
    return rows.filter(released_at__isnull=False, told_at__isnull=False).exclude(text="")
