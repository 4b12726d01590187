"""What is decided and not told, what speakers answered, who waits in reserve, what the programme lacks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from teranga.base.lookups import at_most_one
from teranga.domains.communities.queries import NotFound
from teranga.domains.events.models import Event
from teranga.domains.people.models import ContactPoint
from teranga.domains.people.queries import first_address
from teranga.domains.places.queries_lists import place_in_list
from teranga.domains.proposals.models import (
    Call,
    Proposal,
    ProposalSpeaker,
    Review,
    SessionType,
    TaggedProposal,
    Telling,
)
from teranga.domains.proposals.rules import UNDECIDED
from teranga.domains.proposals.rules_told import BATCH, HOLDS, Row, S

WHY = "a quota names one type of session"


def call_of(event: Event) -> Call:
    """Raises NotFound."""
    call = call_if_any(event)
    if call is None:
        raise NotFound("call")
    return call


def call_if_any(event: Event) -> Call | None:
    call = at_most_one(Call.objects.filter(event=event))
    if call is not None:
        call.event = event
    return call


def proposals_of(call: Call) -> QuerySet[Proposal]:
    rows = Proposal.objects.filter(event=call.event_id, call=call)
    return rows.select_related("type").prefetch_related("speakers__person")


def untold(call: Call) -> list[Proposal]:
    """Decided and not told, in the order in which they are told: the reserve by its rank."""
    rows = proposals_of(call).filter(state__in=BATCH).exclude(told_state=F("state"))
    return sorted(rows, key=lambda row: (BATCH.index(S(row.state)), row.rank or 0, row.code, row.pk))


def rows_of(proposals: Collection[Proposal]) -> list[Row]:
    return [(row.pk, str(row.state)) for row in proposals]


def open_telling(call: Call) -> Telling | None:
    rows = Telling.objects.filter(event=call.event_id, call=call)
    return rows.filter(state=Telling.State.APPROVED).first()


def last_telling(call: Call) -> Telling | None:
    rows = Telling.objects.filter(event=call.event_id, call=call).exclude(state=Telling.State.TAKEN_BACK)
    return rows.order_by("-pk").first()


def open_decisions(call: Call) -> int:
    """Proposals about which nothing is decided."""
    undecided = (S.SUBMITTED, S.NEEDS_INFO)
    return Proposal.objects.filter(event=call.event_id, call=call, state__in=undecided).count()


def awaited_letters(call: Call) -> list[Proposal]:
    """Confirmed talks whose speakers need a letter for a visa: those without one first."""
    rows = proposals_of(call).filter(state=S.CONFIRMED, needs_letter=True)
    return sorted(rows, key=lambda row: (row.letter_sent_at is not None, row.answered_at or row.changed_at))


def speaking(row: Proposal) -> list[ProposalSpeaker]:
    """Whoever wrote it, and those who said that they speak."""
    said = ProposalSpeaker.State.CONFIRMED
    return [one for one in row.speakers.all() if one.position == 0 or one.state == said]


def asked_in_the_other(speaker: ProposalSpeaker) -> ProposalSpeaker | None:
    """The same one in what theirs was merged into, while they have not said whether they speak."""
    row = speaker.proposal
    if row.merged_into_id is None:
        return None
    rows = ProposalSpeaker.objects.filter(event=row.event_id, proposal=row.merged_into_id)
    rows = rows.filter(state=ProposalSpeaker.State.INVITED, position__gt=0)
    if speaker.person_id is not None:
        return rows.filter(person=speaker.person_id).first()
    return next((one for one in rows.filter(person=None) if one.contact == speaker.contact), None)


def address_of(row: Proposal, speaker: ProposalSpeaker) -> str:
    """Where a speaker reads mails, "" when nobody knows."""
    known = first_address(speaker.person) if speaker.person else ""
    return known or speaker.contact or (row.contact if speaker.position == 0 else "")


def language_of(row: Proposal, speaker: ProposalSpeaker) -> str:
    if speaker.position and speaker.person:
        return speaker.person.preferred_language
    return row.interface_language


def without_address(proposals: Collection[Proposal]) -> list[Proposal]:
    """Those of whom nobody can be reached. One query."""
    people = {one.person_id for row in proposals for one in speaking(row)} - {None}
    points = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, person__in=people)
    reached = set(points.exclude(verified_at=None).values_list("person_id", flat=True))

    def can_be_reached(row: Proposal, one: ProposalSpeaker) -> bool:
        return bool(one.person_id in reached or one.contact or (one.position == 0 and row.contact))

    return [row for row in proposals if not any(can_be_reached(row, one) for one in speaking(row))]


def reasons_of(proposals: Collection[Proposal], language: str) -> dict[int, list[str]]:
    """Number of a proposal -> the texts of its tags that speakers may read."""
    found: dict[int, list[str]] = defaultdict(list)
    if proposals:
        event = next(iter(proposals)).event_id
        rows = TaggedProposal.objects.filter(event=event, proposal__in=[row.pk for row in proposals])
        for tagged in rows.select_related("tag").order_by("tag__position", "tag_id"):
            if text := tagged.tag.text.in_language(language):
                found[tagged.proposal_id].append(text)
    return dict(found)


def comments_for(row: Proposal) -> list[str]:
    """What reviewers wrote for the speaker; only what is released of it gets there."""
    rows = Review.objects.filter(event=row.event_id, proposal=row).exclude(sent_at=None).order_by("pk")
    return [text for review in rows if (text := review.for_speaker.strip())]


def after_of(call: Call, states: Collection[str] = ()) -> list[Proposal]:
    """What speakers were told and said, the most urgent first."""
    wanted = states or (S.ACCEPTED, S.PROMOTED, S.CONFIRMED, S.DECLINED, S.CANCELLED, S.RESERVE)
    rows = proposals_of(call).filter(state__in=wanted, told_state=F("state"))
    return list(rows.order_by(F("reply_by").asc(nulls_last=True), "rank", "code"))


def answers_of(call: Call, states: Collection[str], type: str = "") -> list[int]:
    """The numbers of those who stand there now, the most urgent first; of one type by its slug."""
    rows = Proposal.objects.filter(event=call.event_id, call=call, state__in=states, told_state=F("state"))
    rows = rows.filter(type__slug=type) if type else rows
    rows = rows.order_by(F("reply_by").asc(nulls_last=True), "rank", "code")
    return list(rows.values_list("pk", flat=True))


def in_this_order(call: Call, numbers: Sequence[int]) -> list[Proposal]:
    """These rows whole, for a page of a list."""
    found = {row.pk: row for row in proposals_of(call).filter(pk__in=numbers)}
    return [found[number] for number in numbers if number in found]


def answer_counts(call: Call) -> Counter[str]:
    """State -> how many of those who were told stand there."""
    rows = Proposal.objects.filter(event=call.event_id, call=call, told_state=F("state")).order_by()
    return Counter(dict(rows.values_list("state").annotate(number=Count("pk"))))


def reserve_of(call: Call) -> list[Proposal]:
    """Those who were told that they wait, in the order in which they move up."""
    rows = proposals_of(call).filter(state=S.RESERVE, told_state=S.RESERVE)
    return list(rows.order_by("type__position", "type_id", F("rank").asc(nulls_last=True), "pk"))


def proposal_by_code(call: Call, code: str) -> Proposal:
    """Raises NotFound."""
    row = at_most_one(proposals_of(call).filter(code=code)) if code else None
    if row is None:
        raise NotFound(code)
    row.call, row.event = call, call.event
    return row


def place_in_reserve(row: Proposal) -> int:
    """1 is the next one; 0 for one who does not wait."""
    return place_in_list(row.entry) if row.entry else 0


def place_as_told(row: Proposal) -> int:
    """The same as its speakers read it: an end of the reserve that is not told changes nothing in it."""
    if row.told_state != S.RESERVE or row.rank is None:
        return 0
    there = Proposal.objects.filter(event=row.event_id, call=row.call_id, type=row.type_id)
    return there.filter(told_state=S.RESERVE, rank__lt=row.rank).count() + 1


def unpublished(call: Call) -> list[Proposal]:
    """Confirmed and not in the programme so far; without a title there is nothing to show."""
    rows = _unpublished(call).select_related("type").prefetch_related("speakers__person")
    return list(rows.order_by("code"))


def unpublished_count(call: Call) -> int:
    return _unpublished(call).count()


def _unpublished(call: Call) -> QuerySet[Proposal]:
    rows = Proposal.objects.filter(event=call.event_id, call=call, state=S.CONFIRMED, session=None)
    return rows.exclude(title="")


def by_right_of(call: Call) -> list[Proposal]:
    """Undecided sessions of sponsors, by code and by invitation, which need no scores."""
    closed = Q(type__is_sponsored=True) | ~Q(type__way=SessionType.Way.OPEN) | Q(is_invited=True)
    rows = proposals_of(call).filter(closed, state__in=UNDECIDED, type__isnull=False)
    return list(rows.order_by("code"))


def type_of_quota(quota_id: int) -> SessionType | None:
    rows = SessionType.objects.across_communities(WHY).filter(quota=quota_id)
    return rows.select_related("call", "event__community").first()


def proposal_of_entry(event_id: int, entry_id: int) -> Proposal | None:
    return Proposal.objects.filter(event=event_id, entry=entry_id).first()


def talks_by_quota(quotas: Collection[int]) -> Mapping[int, int]:
    """Quota -> how many told proposals have a place in it."""
    rows = Proposal.objects.across_communities("quotas counted again").filter(quota__in=quotas)
    held = rows.filter(Q(state__in=HOLDS) & Q(told_state=F("state"))).order_by()
    return dict(held.values_list("quota").annotate(number=Count("pk")))


@dataclass(frozen=True, slots=True)
class Room:
    """How one type of session stands: places there are, given, asked about, and who waits."""

    type: SessionType
    size: int
    used: int
    offered: int
    waiting: int


def types_of(call: Call) -> list[SessionType]:
    return list(SessionType.objects.filter(event=call.event_id, call=call).select_related("quota"))


def rooms_of_call(call: Call) -> list[Room]:
    types = types_of(call)
    told = Proposal.objects.filter(event=call.event_id, call=call, state=S.RESERVE, told_state=S.RESERVE)
    waiting = Counter(told.values_list("type_id", flat=True))
    return [
        Room(one, one.quota.size, one.quota.used, one.quota.offered, waiting[one.pk])
        for one in types if one.quota is not None
    ]  # fmt: skip
