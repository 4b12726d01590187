from __future__ import annotations

from django.db import models

from teranga.base.scoping import ScopedManager
from teranga.domains.communities.models.community import Community


class SpeakerOffer(models.Model):
    """What a member would speak about, for organisers who look for somebody. Theirs to take back."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="speaker_offers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="speaker_offers")
    about = models.CharField(max_length=400)
    folded_about = models.CharField(max_length=600)
    languages = models.JSONField(default=list)
    city = models.CharField(max_length=80, blank=True)
    travels = models.BooleanField(default=False)
    remote = models.BooleanField(default=False)
    for_sisters = models.BooleanField(default=False)  # organisers of sister communities may see it too
    updated_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="one_offer_to_speak")]


class Welcomer(models.Model):
    """A member who says "I will welcome newcomers", and in which languages."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="welcomers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="welcomes")
    languages = models.JSONField(default=list)
    city = models.CharField(max_length=80, blank=True)
    most = models.PositiveSmallIntegerField(default=3)  # newcomers at a time
    since = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="one_welcomer")]


class Buddy(models.Model):
    """A newcomer and a welcomer: names are shared only after both said yes."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        AGREED = "agreed"
        DECLINED = "declined"
        ENDED = "ended"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="buddies")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="buddies")  # newcomer
    welcomer = models.ForeignKey(Welcomer, on_delete=models.CASCADE, related_name="buddies")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    why = models.CharField(max_length=40, blank=True)  # "language and city", "language", "free"
    newcomer_yes_at = models.DateTimeField(null=True)
    welcomer_yes_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name_plural = "buddies"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"], condition=models.Q(state__in=("proposed", "agreed")),
                name="one_buddy_at_a_time",
            )
        ]  # fmt: skip
