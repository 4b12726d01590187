"""The outbox: a mail is a row before it is sent, one per recipient and cause."""

from __future__ import annotations

from django.db import models


class OutgoingMail(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"  # too late to be of use before it could be sent

    community_id = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    cause = models.CharField(max_length=120)  # "join-code:481": what made this mail necessary
    to_address = models.CharField(max_length=254)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)  # later than this it would only confuse
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)  # null: as soon as possible
    taken_at = models.DateTimeField(null=True)  # when a worker began to send it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["to_address", "cause"], name="one_mail_per_recipient_and_cause")
        ]
        indexes = [models.Index(fields=["state", "id"]), models.Index(fields=["community_id", "-id"])]
