"""Who sees which part of a profile: its owner says so for each field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import QuerySet

from teranga.domains.people.models import Person, Profile, ProfilePhoto
from teranga.foundation.translated import TranslatedText


class Audience(IntEnum):
    """From the narrowest; also how near somebody stands who looks. The public is the farthest."""

    ME = 0
    ORGANISERS = 1  # of communities and events in which I take part
    MEMBERS = 2  # of my communities
    PUBLIC = 3


DEFAULTS = {
    "name": Audience.MEMBERS,
    "badge_name": Audience.MEMBERS,
    "pronouns": Audience.MEMBERS,
    "gender": Audience.ME,
    "languages": Audience.ORGANISERS,
    "city": Audience.ORGANISERS,
    "links": Audience.MEMBERS,
    "bio": Audience.MEMBERS,
    "photo": Audience.MEMBERS,
}
ALWAYS_OWN = ("passport_name",)  # never shown to anybody else, whatever is asked


@dataclass(frozen=True, slots=True)
class ShownProfile:
    """A profile as one viewer sees it; what is not for them is empty."""

    person_id: int
    name: str = ""
    badge_name: str = ""
    passport_name: str = ""
    pronouns: str = ""
    gender: str = ""
    languages: tuple[str, ...] = ()
    city: str = ""
    links: tuple[str, ...] = ()
    bio: TranslatedText | None = None
    photo: bool = False


def audience_of(profile: Profile | None, field: str) -> Audience:
    """Who sees a field; a passport name is never anybody else's."""
    if field in ALWAYS_OWN:
        return Audience.ME
    chosen = str((profile.audiences if profile else {}).get(field, "")).upper()
    return Audience[chosen] if chosen in Audience.__members__ else DEFAULTS[field]


def seen_by(near: Audience) -> list[str]:
    """What somebody this near sees of things that are shown to one audience, by its name in small letters."""
    return [audience.name.lower() for audience in Audience if audience >= near]


def hiding(field: str, near: Audience) -> QuerySet[Profile]:
    """The persons who chose that nobody this near sees a field: a search by it must not find them either.

    Only for somebody near enough to see the field of those who chose nothing.
    """
    narrower = [audience.name.lower() for audience in Audience if audience < near]
    return Profile.objects.filter(**{f"audiences__{field}__in": narrower}).values("person_id")


def seen_or_empty(person: Person, field: str, near: Audience) -> str:
    """A text of the person's own as somebody this near sees it; ask with `person__profile` selected."""
    profile: Profile | None = getattr(person, "profile", None)
    return str(getattr(person, field)) if audience_of(profile, field) >= near else ""


def shown_profile(person: Person, nearness: Audience) -> ShownProfile:
    """What somebody this near sees of a person. Two queries."""
    profile = Profile.objects.filter(person=person).first()
    has_photo = ProfilePhoto.objects.filter(person=person).exists()
    values: dict[str, Any] = {
        "name": person.name, "languages": tuple(person.languages), "city": person.city, "photo": has_photo,
    }  # fmt: skip
    if profile is not None:
        values |= {
            "badge_name": profile.badge_name, "passport_name": profile.passport_name,
            "pronouns": profile.pronouns, "gender": profile.gender, "links": tuple(profile.links),
            "bio": profile.bio,
        }  # fmt: skip
    shown = {name: value for name, value in values.items() if audience_of(profile, name) >= nearness}
    return ShownProfile(person.pk, **shown)
