"""The book: a row for each change of what was promised, received, granted and paid."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from teranga.base.scoping import ScopedManager, ScopedQuerySet
from teranga.domains.ledger.models.funds import Fund


class AppendOnly(Exception):
    """An entry of the book was about to be changed or deleted. What was wrong is put right by a new entry."""


class AppendOnlyQuerySet(ScopedQuerySet):
    """Refuses what would change or remove entries."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> Any:
        raise AppendOnly

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class LedgerEntry(models.Model):
    """One change, in one currency. A report of a past date reads the entries up to it, and never changes."""

    class Kind(models.TextChoices):
        PLEDGED = "pledged"  # promised to a fund
        UNPLEDGED = "unpledged"  # the promise was taken back
        RECEIVED = "received"  # came in
        RETURNED = "returned"  # went back to its giver
        GRANTED = "granted"  # promised to somebody out of a fund
        RELEASED = "released"  # granted, and free again
        PAID = "paid"  # went out
        CAME_BACK = "came_back"  # paid, and back again

    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    minor = models.BigIntegerField()  # never negative: the kind says which way
    currency = models.CharField(max_length=3)
    cause = models.CharField(max_length=60)  # "gift:12": what made it necessary
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = models.Manager.from_queryset(AppendOnlyQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minor__gte=0), name="entry_is_not_negative"),
            models.UniqueConstraint(
                fields=["community", "fund", "cause", "kind"], name="one_entry_per_cause_and_kind"
            ),
        ]
        indexes = [models.Index(fields=["community", "at"]), models.Index(fields=["fund", "kind"])]

    def _do_update(self, *args: Any) -> Any:
        raise AppendOnly(self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise AppendOnly(self.pk)


class Rate(models.Model):
    """What one currency was worth in another, typed in by a person with its source; never guessed."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    of_currency = models.CharField(max_length=3)
    in_currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8)  # so many major units for one
    day = models.DateField()
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rate__gt=0), name="rate_is_above_nothing")]
        indexes = [models.Index(fields=["community", "of_currency", "in_currency", "-day"])]
