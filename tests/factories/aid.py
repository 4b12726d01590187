"""Rounds of aid and applications for tests, each with the least that makes it whole."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from teranga.domains.aid.actions.files import put_file
from teranga.domains.aid.models import (
    Aftermath,
    AidApplication,
    AidAward,
    AidRound,
    AskedPart,
    Criterion,
    Part,
)
from teranga.domains.communities.models import Community
from teranga.foundation.draw import digest_of
from tests.factories.communities import MADE, in_three, number
from tests.factories.learning import a_member

OPENS = datetime(2026, 10, 1, 8, tzinfo=UTC)
OPEN = datetime(2026, 11, 1, 12, tzinfo=UTC)  # a moment while an_aid_round takes applications
CLOSES = datetime(2026, 12, 1, 22, tzinfo=UTC)
SEED = "f00d" * 8
PARTS = ("ticket", "travel", "bed")


def an_aid_round(
    community: Community, slug: str = "", *, parts: tuple[str, ...] = PARTS, **more: Any
) -> AidRound:
    """Published, in XOF, to somebody else's event, with parts for money and a rubric of two lines."""
    slug = slug or f"round-{number()}"
    place = {} if more.get("event") else {"elsewhere": "PyCon Africa 2027"}
    row = AidRound.objects.create(
        **{
            "community": community, "slug": slug, "name": in_three(f"Round {slug}"), "state": "published",
            "about": in_three("Come along"), "rules": in_three("By need"), "opens_at": OPENS,
            "closes_at": CLOSES, "currency": "XOF", "groups": ["women", "first_time", "students"],
            "draw_seed": SEED, "draw_digest": digest_of(SEED), "created_at": MADE, "updated_at": MADE,
            **place, **more,
        }
    )  # fmt: skip
    here = {"community": community, "round": row}
    for position, kind in enumerate(parts):
        Part.objects.create(**here, kind=kind, position=position)
    for position, name in enumerate(("Need", "What it changes")):
        Criterion.objects.create(**here, name=in_three(name), weight=2 - position, position=position)
    return row


def an_application(
    round: AidRound, state: str = "submitted", *, asks: dict[str, int] | None = None, **more: Any
) -> AidApplication:
    """A member's; `asks` says how much for which kind of part, in minor units."""
    person = more.pop("person", None) or a_member(round.community)
    sent: dict[str, Any] = {}
    if state not in ("draft",):
        there = AidApplication.objects.filter(community=round.community_id, round=round)
        sent = {"submitted_at": OPEN, "number": there.exclude(number=None).count() + 1}
    row = AidApplication.objects.create(
        **{
            "community_id": round.community_id, "round": round, "person": person, "state": state,
            "country": "TG", "city": "Lomé", "motivation": "I teach the girls’ club.", "started_at": OPEN,
            "changed_at": OPEN, **sent, **more,
        }
    )  # fmt: skip
    for kind, minor in ({"travel": 90_000} if asks is None else asks).items():
        part = Part.objects.get(community=round.community_id, round=round, kind=kind)
        AskedPart.objects.create(community_id=round.community_id, application=row, part=part, minor=minor)
    return row


def a_photo(name: str = "bus.jpg", size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    """As phones write it: with the camera and the place in it."""
    exif, file = Image.Exif(), BytesIO()
    exif[0x010F] = "CANARY-CAMERA"
    exif.get_ifd(0x8825)[2] = (6.0, 7.0, 48.0)
    Image.new("RGB", size, "wheat").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue())


def a_public_story(round: AidRound, text: str = "I met the people behind the library.") -> Aftermath:
    """With a photo, read by the team and let out."""
    row = an_application(round, "fulfilled")
    here = {"community_id": round.community_id}
    award = AidAward.objects.create(
        **here, round=round, application=row, currency="XOF", offered_at=MADE, expires_at=MADE, came=True
    )
    told = Aftermath.objects.create(
        **here, award=award, when="after", text=text, audience="public", has_photo=True, told_at=MADE,
        released_at=MADE,
    )  # fmt: skip
    put_file(told.uuid, b"a photo")
    return told
