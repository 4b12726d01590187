"""What remains of an event: for its page, and for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from teranga.domains.events.models import Event, EventPhoto, Helper, Material, TakeDown, Thanks
from teranga.foundation.translated import TranslatedText

WITHOUT_BYTES = ("webp", "jpeg")


@dataclass(frozen=True, slots=True)
class After:
    """Four queries, whatever the number of rows."""

    materials: list[Material]
    photos: list[Any]
    thanks: TranslatedText
    helpers: list[Helper]

    def __bool__(self) -> bool:
        return bool(self.materials or self.photos or self.thanks or self.helpers)


def after_of(event: Event) -> After:
    """What everybody sees."""
    thanks = Thanks.objects.filter(event=event).values_list("text", flat=True).first()
    return After(
        materials=materials_of(event),
        photos=[row for row in photos_of(event) if not row.is_hidden],
        thanks=TranslatedText(thanks or {}),
        helpers=helpers_of(event),
    )


def materials_of(event: Event) -> list[Material]:
    return list(Material.objects.filter(event=event).defer("content").order_by("id"))


def photos_of(event: Event) -> list[Any]:
    """Pictures without their bytes; `is_hidden` says whether somebody asked for that."""
    return list(_photos(event).defer(*WITHOUT_BYTES).order_by("id"))


def _photos(event: Event) -> QuerySet[Any]:
    asked = TakeDown.objects.filter(event=event, photo=OuterRef("pk"), settled_at=None)
    return EventPhoto.objects.filter(event=event).annotate(is_hidden=Exists(asked))


def helpers_of(event: Event) -> list[Helper]:
    return list(Helper.objects.filter(event=event).order_by("name", "id"))


def thanks_of(event: Event) -> Thanks | None:
    return Thanks.objects.filter(event=event).first()


def material_of(event: Event, number: int) -> Material | None:
    return Material.objects.filter(event=event, pk=number).first()


def photo_of(event: Event, number: int) -> Any | None:
    """A picture with its `is_hidden`."""
    return _photos(event).filter(pk=number).first()


def helper_of(event: Event, number: int) -> Helper | None:
    return Helper.objects.filter(event=event, pk=number).first()


def open_take_downs(event: Event) -> dict[int, TakeDown]:
    """By picture, the first that nobody settled."""
    rows = TakeDown.objects.filter(event=event, settled_at=None).order_by("-id")
    return {row.photo_id: row for row in rows}
