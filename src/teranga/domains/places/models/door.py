"""Who may check people in without an account: links for helpers, the phones that opened them, what was left
behind."""

from __future__ import annotations

from django.db import models

from teranga.domains.places.models.place import Place
from teranga.domains.places.models.quota import OfAnEvent


class DoorLink(OfAnEvent):
    """An address that opens the check-in list. It cannot be guessed, can be closed, and ends with the event.

    The address itself is not kept: it follows from the row's number, its salt and the site's secret key.
    """

    name = models.CharField(max_length=60)  # where it is used: "main entrance"
    salt = models.CharField(max_length=32)
    phones_most = models.PositiveSmallIntegerField(default=6)
    walk_ins_count = models.BooleanField(default=False)  # whether walk-ins take a place of the quota
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True)


class DoorPhone(OfAnEvent):
    """A phone on which a door's link was opened. Its name in the scan log is `phone-<number>`."""

    link = models.ForeignKey(DoorLink, on_delete=models.CASCADE, related_name="phones")
    helper = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField()
    heard_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class WalkInContact(OfAnEvent):
    """How to reach somebody who came without a place, if they said it. Nobody proved that it is theirs."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="walk_in_contact")
    contact = models.CharField(max_length=254)
    told_at = models.DateTimeField()


class Forecast(OfAnEvent):
    """What was expected of an event on one day, kept as it was said then, so that it can be compared."""

    day = models.DateField()  # in UTC
    made_at = models.DateTimeField()
    days_left = models.FloatField()
    going = models.PositiveIntegerField()
    expected = models.FloatField()
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    past_events = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "day"], name="one_forecast_a_day")]
