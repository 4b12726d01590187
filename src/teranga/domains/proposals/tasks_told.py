from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import task
from teranga.domains.places.queries_lists import list_offer
from teranga.domains.proposals.actions.confirming import end_silence, remind_speaker
from teranga.domains.proposals.actions.slots import pass_on
from teranga.domains.proposals.actions.telling import tell_batch
from teranga.domains.proposals.models import Proposal, Telling


@task("proposals.tell")
def tell_the_batch(*, community_id: int, telling_id: int) -> None:
    row = Telling.objects.filter(community=community_id, pk=telling_id).select_related("call__event").first()
    if row:
        tell_batch(telling=row, at=timezone.now())


@task("proposals.pass_on")
def pass_the_offer_on(*, community_id: int, offer_id: int) -> None:
    offer = list_offer(community_id, offer_id)
    if offer:
        pass_on(offer=offer, at=timezone.now())


@task("proposals.remind_speaker")
def remind_the_speaker(*, community_id: int, proposal_id: int) -> None:
    row = Proposal.objects.filter(community=community_id, pk=proposal_id).first()
    if row:
        remind_speaker(proposal=row, at=timezone.now())


@task("proposals.end_silence")
def end_the_silence(*, community_id: int, proposal_id: int) -> None:
    row = Proposal.objects.filter(community=community_id, pk=proposal_id).first()
    if row:
        end_silence(proposal=row, at=timezone.now())
