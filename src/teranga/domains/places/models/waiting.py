"""Waiting for a place: entries, the offers that move them up, and the draw that may order them."""

from __future__ import annotations

import uuid

from django.db import models

from teranga.domains.events.models import Event
from teranga.domains.places.models.answers import Rsvp
from teranga.domains.places.models.place import Place
from teranga.domains.places.models.quota import OfAnEvent, Quota


def _code() -> str:
    return uuid.uuid4().hex[:10]


class WaitingEntry(OfAnEvent):
    """A party that waits: so many people, for this quota or for others that would do as well.

    Without an event it waits for a quota of the community, such as a place in a group that follows a path.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        OFFERED = "offered"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        EXPIRED = "expired"
        LEFT = "left"

    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="+")
    quota = models.ForeignKey(Quota, on_delete=models.RESTRICT, related_name="+")
    others = models.JSONField(default=list)  # numbers of quotas that would do as well, the dearest first
    rsvp = models.ForeignKey(Rsvp, null=True, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Place.Kind.choices, default=Place.Kind.RSVP)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    size = models.PositiveSmallIntegerField(default=1)  # people who still wait
    guests = models.JSONField(default=list)  # their names, "" for somebody not named; without the person
    accepts_parts = models.BooleanField(default=False)  # else the party stays together
    code = models.CharField(max_length=10, default=_code)  # by which a draw names it in public
    drawn = models.PositiveIntegerField(null=True)  # its place in the draw
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rsvp"], condition=models.Q(state__in=("waiting", "offered")),
                name="one_open_entry_per_rsvp",
            ),
            models.UniqueConstraint(
                fields=["quota", "person"],
                condition=models.Q(event=None, state__in=("waiting", "offered")),
                name="one_open_entry_per_person",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["event", "state", "joined_at"]),
            models.Index(fields=["quota", "state", "joined_at"]),
        ]


class Offer(OfAnEvent):
    """Places kept for a party that waits, until it says yes or its time is over."""

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        EXPIRED = "expired"

    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(WaitingEntry, on_delete=models.CASCADE, related_name="offers")
    quota = models.ForeignKey(Quota, on_delete=models.RESTRICT, related_name="+")
    count = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    by_hand = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(state="open"), name="one_open_offer_per_entry"
            )
        ]
        indexes = [models.Index(fields=["state", "expires_at"])]


class Draw(OfAnEvent):
    """Order by lot. The seed's digest is public from the first day, the seed from the draw on."""

    seed = models.CharField(max_length=64)
    seed_digest = models.CharField(max_length=64)
    promised_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    codes = models.JSONField(default=list)  # of the entries, as drawn

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event"], name="one_draw_per_event")]
