"""Writing one's own profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from teranga.base.editing import check_unchanged
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.people.actions.persons import describe_person
from teranga.domains.people.audiences import DEFAULTS, Audience
from teranga.domains.people.models import Person, Profile, ProfilePhoto
from teranga.domains.people.normal_forms import one_line
from teranga.foundation.translated import TranslatedText
from teranga.papers.photo import make_photo

MOST_LINKS = 6


def save_profile(
    *, person: Person, name: str, badge_name: str, passport_name: str, pronouns: str, city: str,
    languages: Sequence[str], links: Sequence[str], bio: Mapping[str, str], audiences: Mapping[str, str],
    by: Actor, at: datetime, seen: str = "", gender: str = "",
) -> Profile:  # fmt: skip
    """Write everything of the form. The log names the fields, not what stands in them."""
    known = {audience.name.lower() for audience in Audience}
    with write():
        profile = Profile.objects.select_for_update().filter(person=person).first()
        if profile is not None:
            check_unchanged(profile.updated_at, seen)
        profile = profile or Profile(person=person)
        describe_person(person, name=name, city=city, languages=languages)
        profile.badge_name = one_line(badge_name)[:60]
        profile.passport_name = one_line(passport_name)[:120]
        profile.pronouns = one_line(pronouns)[:40]
        profile.gender = one_line(gender)[:40]
        profile.links = [link for link in links if link.startswith(("https://", "http://"))][:MOST_LINKS]
        profile.bio = TranslatedText({code: text[:2000] for code, text in bio.items() if text})
        profile.audiences = {field: audiences[field] for field in DEFAULTS if audiences.get(field) in known}
        profile.updated_at = at
        profile.save()
        _audit(person, "profile.change", by=by, at=at)
    return profile


def set_photo(*, person: Person, sent: bytes, by: Actor, at: datetime) -> None:
    """Keep a picture made anew from what was sent. Raises PhotoRefused; then the old one stays."""
    photo = make_photo(sent)
    with write():
        ProfilePhoto.objects.update_or_create(
            person=person,
            defaults={
                "webp": photo.webp, "jpeg": photo.jpeg, "width": photo.width, "height": photo.height,
                "updated_at": at,
            },
        )  # fmt: skip
        _audit(person, "profile.photo", by=by, at=at)


def remove_photo(*, person: Person, by: Actor, at: datetime) -> None:
    with write():
        if ProfilePhoto.objects.filter(person=person).delete()[0]:
            _audit(person, "profile.photo_remove", by=by, at=at)


def _audit(person: Person, verb: str, *, by: Actor, at: datetime) -> None:
    record(by=by, verb=verb, object_type="person", object_id=person.pk, at=at)
