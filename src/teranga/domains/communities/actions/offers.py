"""What members share and offer of their own will: the directory, a talk, a welcome; and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.communities.models import Buddy, Membership, SpeakerOffer, Welcomer
from teranga.domains.people.actions.consents import give_consents, withdraw_consents
from teranga.domains.people.consents import DIRECTORY
from teranga.domains.people.normal_forms import one_line
from teranga.foundation.folding import fold

MOST_NEWCOMERS = 10


class NotAMemberYet(Exception):
    """Only confirmed members share or offer something."""


class NothingSaid(Exception):
    """An offer to speak without a word about what."""


def share_in_directory(
    *, membership: Membership, shared: bool, language: str, by: Actor, at: datetime
) -> None:
    """Stand in the members' directory, or leave it at once. Raises NotAMemberYet."""
    _check(membership)
    with write():
        person, community_id = membership.person, membership.community_id
        if shared:
            give_consents(person, community_id, [DIRECTORY], language=language, at=at)
        else:
            withdraw_consents(person, community_id, at=at, purposes=[DIRECTORY])
        _note("consent.give" if shared else "consent.withdraw", membership, by, at, purpose=DIRECTORY)


def offer_to_speak(
    *, membership: Membership, about: str, languages: Iterable[str], city: str, travels: bool, remote: bool,
    for_sisters: bool, by: Actor, at: datetime,
) -> SpeakerOffer:  # fmt: skip
    """Say about what one would speak, or change it. Raises NotAMemberYet or NothingSaid."""
    _check(membership)
    about = one_line(about)[:400]
    if not about:
        raise NothingSaid
    with write():
        offer, _is_new = SpeakerOffer.objects.update_or_create(
            community=membership.community, person=membership.person,
            defaults={
                "about": about, "folded_about": fold(about)[:600], "languages": _codes(languages),
                "city": one_line(city)[:80], "travels": travels, "remote": remote,
                "for_sisters": for_sisters, "updated_at": at,
            },
        )  # fmt: skip
        _note("offer.speak", membership, by, at)
    return offer


def withdraw_offer(*, membership: Membership, by: Actor, at: datetime) -> None:
    with write():
        own = SpeakerOffer.objects.filter(community=membership.community, person=membership.person)
        if own.delete()[0]:
            _note("offer.withdraw", membership, by, at)


def welcome_newcomers(
    *, membership: Membership, languages: Iterable[str], city: str, most: int, by: Actor, at: datetime
) -> Welcomer:
    """Say that one welcomes newcomers, in which languages, and how many at a time. Raises NotAMemberYet."""
    _check(membership)
    with write():
        welcomer, is_new = Welcomer.objects.get_or_create(
            community=membership.community, person=membership.person, defaults={"since": at}
        )
        welcomer.languages, welcomer.city = _codes(languages), one_line(city)[:80]
        welcomer.most = max(1, min(most, MOST_NEWCOMERS))
        welcomer.save()
        if is_new:
            _note("welcomer.begin", membership, by, at)
    return welcomer


def stop_welcoming(*, membership: Membership, by: Actor, at: datetime) -> None:
    """No newcomers any more; pairs that nobody agreed to yet end with it."""
    with write():
        own = Welcomer.objects.filter(community=membership.community, person=membership.person)
        if own.delete()[0]:
            _note("welcomer.end", membership, by, at)


def leave_in_peace(*, membership: Membership, peace: bool, by: Actor, at: datetime) -> None:
    """Ask not to be noticed when one is not seen for long, or allow it again."""
    with write():
        rows = Membership.objects.filter(community=membership.community, pk=membership.pk)
        if rows.exclude(left_in_peace=peace).update(left_in_peace=peace):
            _note("membership.peace", membership, by, at, peace=peace)


def forget_offers(membership: Membership) -> None:
    """Everything that this member shared or offered here. Call inside the write of leaving."""
    mine = {"community": membership.community, "person": membership.person}
    for model in (SpeakerOffer, Welcomer, Buddy):
        model.objects.filter(**mine).delete()


def _check(membership: Membership) -> None:
    if membership.state != Membership.State.CONFIRMED:
        raise NotAMemberYet


def _codes(languages: Iterable[str]) -> list[str]:
    return [code for code in dict.fromkeys(languages) if code.isascii() and 2 <= len(code) <= 8][:8]


def _note(verb: str, membership: Membership, by: Actor, at: datetime, **changes: object) -> None:
    record(by=by, verb=verb, object_type=verb.partition(".")[0], object_id=membership.pk, at=at,
           community_id=membership.community_id, changes=changes)  # fmt: skip
