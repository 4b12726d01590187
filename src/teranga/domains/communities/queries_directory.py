"""The members' directory and the speakers' pool: only those who said so, only what they show."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from teranga.domains.communities.models import Community, CommunityLink, Membership, SpeakerOffer
from teranga.domains.people.audiences import Audience, audience_of, hiding
from teranga.domains.people.consents import DIRECTORY
from teranga.domains.people.models import Consent, Person, Profile
from teranga.foundation.folding import fold
from teranga.foundation.translated import TranslatedText

PAGE = 24
FIELDS = ("name", "pronouns", "city", "languages", "bio", "links", "photo")


@dataclass(frozen=True, slots=True)
class Entry:
    person_id: int
    name: str
    pronouns: str = ""
    city: str = ""
    languages: tuple[str, ...] = ()
    bio: TranslatedText | None = None
    links: tuple[str, ...] = ()
    has_photo: bool = False


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    entries: list[Entry]
    after: int | None


def stands_in_directory(community: Community, person: Person) -> bool:
    return _agreed(community).filter(person=person).exists()


def directory_page(
    community: Community, near: Audience, words: str = "", after: int | None = None
) -> DirectoryPage:
    """Members by name. A name that the viewer may not see is neither shown, found nor counted."""
    rows = Membership.objects.filter(
        community=community, state=Membership.State.CONFIRMED, person__forgotten_at=None,
        person_id__in=_agreed(community).values("person_id"),
    )  # fmt: skip
    if near is Audience.PUBLIC:
        rows = rows.filter(person__profile__audiences__name="public")
    else:
        rows = rows.exclude(person_id__in=hiding("name", near))
    if folded := fold(words).strip()[:100]:
        rows = rows.filter(person__folded_name__contains=folded)
    start = rows.filter(pk=after).values_list("person__folded_name", "pk").first() if after else None
    if start:
        rows = rows.filter(
            Q(person__folded_name__gt=start[0]) | Q(person__folded_name=start[0], pk__gt=start[1])
        )
    ordered = rows.select_related("person__profile").order_by("person__folded_name", "pk")
    found = list(ordered.defer("asked")[: PAGE + 1])
    photos = _with_photo(found)
    entries = [_entry(row.person, near, row.person_id in photos) for row in found[:PAGE]]
    return DirectoryPage(
        [entry for entry in entries if entry.name], found[PAGE - 1].pk if len(found) > PAGE else None
    )


def _agreed(community: Community) -> QuerySet[Consent]:
    return Consent.objects.filter(community_id=community.pk, purpose=DIRECTORY, withdrawn_at=None)


def _with_photo(rows: list[Membership]) -> set[int]:
    people = [row.person_id for row in rows]
    return set(Person.objects.filter(pk__in=people).exclude(photo=None).values_list("pk", flat=True))


def _entry(person: Person, near: Audience, has_photo: bool) -> Entry:
    profile: Profile | None = getattr(person, "profile", None)
    shown = {field for field in FIELDS if audience_of(profile, field) >= near}

    def told(field: str, value: object) -> object:
        return value if field in shown else None

    own = profile or Profile()
    return Entry(
        person.pk, str(told("name", person.name) or ""), str(told("pronouns", own.pronouns) or ""),
        str(told("city", person.city) or ""), tuple(person.languages) if "languages" in shown else (),
        own.bio if "bio" in shown and own.bio else None, tuple(own.links) if "links" in shown else (),
        has_photo and "photo" in shown,
    )  # fmt: skip


def nearness_in(community: Community, viewer: Person | None) -> Audience:
    """A confirmed member of the community, or of a chapter or the whole, stands nearer than the public."""
    if viewer is None:
        return Audience.PUBLIC
    family = Community.objects.filter(
        Q(pk__in=(community.pk, community.parent_id or 0)) | Q(parent=community.pk)
    )
    rows = Membership.objects.filter(community__in=family.values("pk"), person=viewer)
    return Audience.MEMBERS if rows.filter(state=Membership.State.CONFIRMED).exists() else Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class PoolEntry:
    """Somebody who would speak. No address: one asks through their community."""

    name: str
    about: str
    languages: tuple[str, ...]
    city: str
    travels: bool
    remote: bool
    community: TranslatedText
    community_slug: str
    is_ours: bool


def speakers_pool(community: Community, words: str = "", language: str = "") -> list[PoolEntry]:
    """Offers of this community, and of its sisters where the person said that they may see them."""
    rows = SpeakerOffer.objects.filter(community__in=[community.pk, *sisters_of(community)])
    rows = rows.filter(Q(community=community) | Q(for_sisters=True))
    rows = rows.filter(person__forgotten_at=None).exclude(person__name="")
    rows = rows.exclude(person_id__in=hiding("name", Audience.ORGANISERS))
    if folded := fold(words).strip()[:100]:
        rows = rows.filter(folded_about__contains=folded)
    if language:
        rows = rows.filter(languages__icontains=f'"{language}"')
    columns = rows.order_by("-updated_at", "-pk").values_list(
        "person__name", "about", "languages", "city", "travels", "remote", "community__name",
        "community__slug", "community_id",
    )  # fmt: skip
    return [
        PoolEntry(
            name, about, tuple(codes), city, travels, remote, TranslatedText(place), slug, pk == community.pk
        )
        for name, about, codes, city, travels, remote, place, slug, pk in columns[:200]
    ]


def sisters_of(community: Community) -> list[int]:
    """Communities that are sisters by the word of both."""
    links = CommunityLink.objects.across_communities("a sister link concerns both communities")
    pairs = links.filter(
        Q(community=community.pk) | Q(other=community.pk), kind=CommunityLink.Kind.SISTER,
        state=CommunityLink.State.CONFIRMED,
    ).exclude(other=None)  # fmt: skip
    return sorted(
        {one for pair in pairs.values_list("community_id", "other_id") for one in pair} - {community.pk}
    )
