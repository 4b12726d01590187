"""People of one community who travel to one event together. Seats are places of the journey's own event."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from teranga.base.fields import I18nField, SealedField
from teranga.domains.aid.models.base import OfACommunity


class TravelPool(OfACommunity):
    """A journey. Its event gives the seats, the waiting list, the reminders and the check-in at the bus."""

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"  # those with a seat tell what they bring, lack and with whom they share
        CLOSED = "closed"  # the plan stands; only organisers change it
        DONE = "done"

    event = models.OneToOneField("events.Event", on_delete=models.CASCADE, related_name="+")  # the journey
    going_to = models.ForeignKey("events.Event", null=True, on_delete=models.SET_NULL, related_name="+")
    elsewhere = models.CharField(max_length=200, blank=True)  # name of somebody else's event
    address = models.URLField(max_length=300, blank=True)  # its page
    first_day = models.DateField(null=True)  # of somebody else's event
    last_day = models.DateField(null=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    leaves_from = models.CharField(max_length=160)
    back_at = models.DateTimeField(null=True)  # it leaves when its event begins
    stops = models.JSONField(default=list)  # ["06:30 Lomé, Gare d'Agbalépédogan"]
    responsible_person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    telephone = SealedField()  # of the person responsible: for those who travel alone
    currency = models.CharField(max_length=3)
    seat_price = models.BigIntegerField(default=0)  # minor units
    bed_price = models.BigIntegerField(default=0)
    text = I18nField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seat_price__gte=0) & Q(bed_price__gte=0), name="pool_prices_not_negative"
            )
        ]


class OfAPool(OfACommunity):
    pool = models.ForeignKey(TravelPool, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class PoolRoom(OfAPool):
    """A room with so many beds. The counter is taken as a quota is: in the UPDATE, with a CHECK behind it."""

    pool = models.ForeignKey(TravelPool, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80)
    beds = models.PositiveSmallIntegerField()
    used = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(beds__gte=F("used")), name="never_more_people_than_beds")
        ]
        ordering = ["position", "pk"]


class PoolMember(OfAPool):
    """What one person of the journey told. Whether they have a seat is said by places alone."""

    pool = models.ForeignKey(TravelPool, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    promised = models.BigIntegerField(default=0)  # minor units that they bring
    paid = models.BigIntegerField(default=0)
    lacks = SealedField()  # keys of rules_pools.LACKS, with a space between them
    lacks_note = SealedField()
    wants_bed = models.BooleanField(default=False)
    gender = SealedField()  # said of oneself for the rooms' sake, shown to nobody
    shares_with = SealedField()  # genders or "anyone"; shown to nobody
    shown = models.BooleanField(default=False)  # the others who travel may see the name
    aid_covers = models.BooleanField(default=False)  # known to those of the committee alone
    room = models.ForeignKey(PoolRoom, null=True, on_delete=models.RESTRICT, related_name="people")
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "person"], name="one_row_per_traveller"),
            models.CheckConstraint(condition=Q(promised__gte=0) & Q(paid__gte=0), name="contribution_counts"),
        ]


class RoomYes(OfAPool):
    """“I would share a room with this person.” The other one sees it only if they said the same."""

    member = models.ForeignKey(PoolMember, on_delete=models.CASCADE, related_name="said_yes_to")
    to = models.ForeignKey(PoolMember, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "to"], name="said_yes_once")]
