"""Who must not review what: their own, a colleague's, a co-speaker's, a mentor's, and what people said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from teranga.domains.events.models import SessionSpeaker
from teranga.domains.learning.queries_near import paired_with
from teranga.domains.proposals.models import Call, Proposal, ProposalSpeaker, Reviewer, ReviewRecusal
from teranga.foundation.folding import words

Away = dict[int, str]  # proposal -> why: own, said, team, employer, co_speaker, mentor
DECLINED = ProposalSpeaker.State.DECLINED


def kept_away(call: Call, person_id: int | None) -> Away:
    """The proposals that this person neither sees nor reviews."""
    return conflicts_in(call, [person_id])[person_id] if person_id is not None else {}


def conflicts_in(call: Call, people: Iterable[int]) -> dict[int, Away]:
    """The same for several people at once; a reason that somebody said goes before one that was found."""
    asked = sorted(set(people))
    found: dict[int, Away] = {person: {} for person in asked}
    of = {"community": call.community_id, "proposal__call": call}
    speaking = list(
        ProposalSpeaker.objects.filter(**of).exclude(proposal__state=Proposal.State.DRAFT)
        .exclude(state=DECLINED).values_list("proposal_id", "person_id", "affiliation").order_by("pk")
    )  # fmt: skip
    by_person, by_employer = defaultdict(set), defaultdict(set)
    for proposal, person, affiliation in speaking:
        by_person[person].add(proposal)
        by_employer[employer(affiliation)].add(proposal)
    employers = _employers(call, asked)
    near = {"mentor": paired_with(asked), "co_speaker": _spoke_with(call, asked)}
    for person in asked:
        away = found[person]
        for why, others in near.items():
            for other in others[person]:
                away.update(dict.fromkeys(by_person.get(other, ()), why))
        for name in employers[person] - {""}:
            away.update(dict.fromkeys(by_employer.get(name, ()), "employer"))
    for proposal, person, kind in ReviewRecusal.objects.filter(**of, person__in=asked).values_list(
        "proposal_id", "person_id", "kind"
    ):
        found[person][proposal] = kind
    for person in asked:
        found[person].update(dict.fromkeys(by_person.get(person, ()), "own"))
    return found


def _employers(call: Call, people: list[int]) -> dict[int, set[str]]:
    """What reviewers told here, and as whom they propose themselves.

    Not in a draft: with one that says another employer each time, one would find out whose proposals vanish.
    """
    known: dict[int, set[str]] = {person: set() for person in people}
    here = {"community": call.community_id, "call": call, "person__in": people}
    told = list(Reviewer.objects.filter(**here).values_list("person_id", "affiliation"))
    sent = ProposalSpeaker.objects.filter(
        community=call.community_id, proposal__call=call, person__in=people
    ).exclude(proposal__state__in=(Proposal.State.DRAFT, Proposal.State.WITHDRAWN))
    own = sent.values_list("person_id", "affiliation")
    for person, affiliation in [*told, *own]:
        known[person].add(employer(affiliation))
    return known


def employer(affiliation: str) -> str:
    return " ".join(words(affiliation))


def _spoke_with(call: Call, people: list[int]) -> dict[int, set[int]]:
    """Those with whom each of them wrote a proposal or stood on a stage in this community."""
    found: dict[int, set[int]] = {person: set() for person in people}
    written = ProposalSpeaker.objects.filter(community=call.community_id).exclude(state=DECLINED)
    mine = written.filter(person__in=people)
    _join(
        found,
        written.filter(proposal__in=mine.values("proposal_id"), person__isnull=False)
        .values_list("proposal_id", "person_id"),
    )  # fmt: skip
    stages = SessionSpeaker.objects.filter(community=call.community_id)
    held = stages.filter(speaker__person__in=people)
    _join(
        found,
        stages.filter(session__in=held.values("session_id"), speaker__person__isnull=False)
        .values_list("session_id", "speaker__person_id"),
    )  # fmt: skip
    return found


def _join(found: dict[int, set[int]], rows: Iterable[tuple[int, int]]) -> None:
    together: dict[int, set[int]] = defaultdict(set)
    for key, person in rows:
        together[key].add(person)
    for group in together.values():
        for person in group & found.keys():
            found[person] |= group - {person}
