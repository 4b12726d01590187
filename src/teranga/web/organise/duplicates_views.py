"""Two records that may be one person: organisers decide, and can take a decision back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities.actions.merge_members import keep_apart, merge_persons, unmerge_persons
from teranga.domains.people.actions.merging import MergeRefused
from teranga.domains.people.audiences import Audience, seen_or_empty
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place
from teranga.domains.people.queries_merging import (
    merge_here,
    merges_here,
    open_suspicions,
    proved_people,
    suspicion_here,
)
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise.desk import desk_page


@dataclass(frozen=True, slots=True)
class Record:
    id: int
    name: str
    city: str
    since: datetime
    is_proved: bool


@dataclass(frozen=True, slots=True)
class Pair:
    id: int
    records: Sequence[Record]


@access(Access.ROLE, verb=Verb.DECIDE, area=Area.MEMBERS)
@require_safe
def duplicates(request: HttpRequest, community: str) -> HttpResponse:
    return _page(request)


@access(Access.ROLE, verb=Verb.DECIDE, area=Area.MEMBERS)
@require_POST
def decide(request: HttpRequest, community: str, suspicion: int) -> HttpResponse:
    """Different people, or one: then `keep` says which record stays."""
    pair = suspicion_here(request.community.pk, suspicion)
    if pair is None:
        return errors.not_found(request)
    both = {str(pair.person_id): (pair.person, pair.other), str(pair.other_id): (pair.other, pair.person)}
    chosen, now = request.POST.get("keep", ""), timezone.now()
    if chosen not in both:
        keep_apart(suspicion=pair, by=request.actor, at=now)
        return _back(request)
    keep, other = both[chosen]
    everywhere = request.rights.may(Verb.DECIDE, Area.MEMBERS, Place())
    try:
        merge_persons(community=request.community, keep=keep, other=other, by=request.actor, at=now,
                      everywhere=everywhere)  # fmt: skip
    except MergeRefused as refused:
        return _page(request, str(refused))
    return _back(request)


@access(Access.ROLE, verb=Verb.DECIDE, area=Area.MEMBERS)
@require_POST
def undo(request: HttpRequest, community: str, merge: int) -> HttpResponse:
    row = merge_here(request.community.pk, merge)
    if row is None:
        return errors.not_found(request)
    unmerge_persons(merge=row, community=request.community, by=request.actor, at=timezone.now())
    return _back(request)


def _page(request: HttpRequest, refusal: str = "") -> HttpResponse:
    pairs = open_suspicions(request.community.pk)
    proved = proved_people([number for pair in pairs for number in (pair.person_id, pair.other_id)])
    context = {
        "pairs": [
            Pair(pair.pk, [_record(one, proved) for one in (pair.other, pair.person)]) for pair in pairs
        ],
        "merges": merges_here(request.community.pk),
        "refusal": refusal,
        "root": f"/organise/{request.community.slug}/duplicates/",
    }
    status = 400 if refusal else 200
    return desk_page(request, "duplicates", context, title=_("Maybe the same person"), status=status)


def _record(person: Person, proved: set[int]) -> Record:
    name, city = (seen_or_empty(person, field, Audience.ORGANISERS) for field in ("name", "city"))
    return Record(
        person.pk, name or _("Somebody without a name"), city, person.created_at, person.pk in proved
    )


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("organise-duplicates", kwargs={"community": request.community.slug}))
