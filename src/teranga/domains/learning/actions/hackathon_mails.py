"""Mails of a hackathon, each to one person in their language, in the transaction of what they tell."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from teranga.domains.communities.models import Community
from teranga.domains.learning.letters import judge_named, team_asked
from teranga.domains.learning.models import Judge, TeamMember
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.people.queries import first_address


def tell_founder(asked: TeamMember, *, at: datetime) -> None:
    """Once for each time that somebody asks."""
    rows = TeamMember.objects.filter(community=asked.community_id, team=asked.team_id)
    rows = rows.filter(is_founder=True, state=TeamMember.State.MEMBER).select_related("person")
    founder = rows.order_by("pk").first()
    if founder is None or not (address := first_address(founder.person)):
        return
    person, language = founder.person, founder.person.preferred_language
    community = Community.objects.get(pk=asked.community_id)
    text = team_asked(
        language, name=person.name, other=asked.person.name, team=asked.team.name,
        event=asked.team.event.name.in_language(language, community.default_language),
        link=_link(language), community_id=community.pk,
    )  # fmt: skip
    queue_mail(
        text, to=address, cause=f"team-asked:{asked.pk}:{at.timestamp():.0f}", at=at,
        community_id=community.pk, person_id=person.pk, reply_to=community.contact_email,
    )  # fmt: skip


def tell_judge(judge: Judge, *, at: datetime) -> None:
    person = judge.person
    if not (address := first_address(person)):
        return
    language, community = person.preferred_language, Community.objects.get(pk=judge.community_id)
    text = judge_named(
        language, name=person.name,
        event=judge.event.name.in_language(language, community.default_language),
        link=_link(language), community_id=community.pk,
    )  # fmt: skip
    queue_mail(
        text, to=address, cause=f"judge-named:{judge.pk}", at=at, community_id=community.pk,
        person_id=person.pk, reply_to=community.contact_email,
    )  # fmt: skip


def _link(language: str) -> str:
    return f"{settings.BASE_URL}/{language}/me/hackathon/"
