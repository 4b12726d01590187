"""The outbox: a mail is a row before it is sent, one per recipient and cause; and what decides on it."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import I18nField, LanguageField
from teranga.base.scoping import ScopedManager
from teranga.domains.people.models import Person


class Category(models.TextChoices):
    """What a mail is about. People choose by it which mails they want."""

    SIGN_IN = "sign_in"  # codes and links that open something; nobody but the recipient may read them
    MEMBERSHIP = "membership"  # the recipient's own membership, role or request
    EVENT = "event"  # news for those who take part in an event
    NEWS = "news"  # news for those who asked for it


class BulkMail(models.Model):
    """One text to many: drafted, its recipients frozen, approved by a person, let out bit by bit."""

    class State(models.TextChoices):
        DRAFT = "draft"
        READY = "ready"  # recipients frozen; waits for somebody to type how many they are
        APPROVED = "approved"  # the first mail leaves when the time to take it back is over
        SENDING = "sending"
        STOPPED = "stopped"
        DONE = "done"
        CANCELLED = "cancelled"

    community_id = models.BigIntegerField(db_index=True)
    event_id = models.BigIntegerField(null=True)
    category = models.CharField(max_length=12, choices=Category.choices)
    audience = models.JSONField(default=dict)  # what the recipients have in common: name -> list of codes
    subject = I18nField()
    body = I18nField()
    names = models.JSONField(
        default=dict
    )  # what "community" and "event" are called: name -> {language: text}
    reply_to = models.CharField(max_length=254, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    left_out = models.JSONField(default=dict)  # why somebody gets no mail -> how many
    per_minute = models.PositiveIntegerField(default=60)
    releases = models.PositiveIntegerField(default=0)  # how often a part was let out; numbers the jobs
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["community_id", "-id"])]


class OutgoingMail(models.Model):
    class State(models.TextChoices):
        DRAFTED = "drafted"  # part of a bulk mail that nobody approved yet
        APPROVED = "approved"  # waits for its turn
        QUEUED = "queued"  # leaves as soon as it can
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        BOUNCED = "bounced"  # accepted first, returned later
        DROPPED = "dropped"  # too late to be of use before it could be sent
        VOID = "void"  # no longer true or no longer wanted before it could be sent

    community_id = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    cause = models.CharField(max_length=120)  # "join-code:481": what made this mail necessary
    category = models.CharField(max_length=12, choices=Category.choices, default=Category.SIGN_IN)
    bulk = models.ForeignKey(BulkMail, null=True, on_delete=models.CASCADE, related_name="mails")
    reason = models.CharField(max_length=200, blank=True)  # why this person gets a bulk mail
    to_address = models.CharField(max_length=254)
    reply_to = models.CharField(max_length=254, blank=True)
    language = LanguageField(max_length=8)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    html = models.TextField(blank=True)  # the body as a light page, made by the sanitiser when it was written
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
            models.UniqueConstraint(fields=["to_address", "cause"], name="one_mail_per_recipient_and_cause"),
            models.UniqueConstraint(
                fields=["person_id", "cause"], condition=models.Q(person_id__isnull=False),
                name="one_mail_per_person_and_cause",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["state", "id"]),
            models.Index(fields=["community_id", "-id"]),
            models.Index(fields=["bulk", "state", "id"], name="mails_of_a_bulk_mail"),
            models.Index(fields=["person_id"], name="mails_to_a_person"),
        ]

    @property
    def is_secret(self) -> bool:
        """Whether the text opens something, so that nobody else may read it."""
        return self.category == Category.SIGN_IN


class MailTemplate(models.Model):
    """A community's or an event's own words in place of the built-in ones, in the languages it wrote."""

    community_id = models.BigIntegerField(db_index=True)
    event_id = models.BigIntegerField(default=0)  # 0: the whole community
    key = models.CharField(max_length=40)
    subject = I18nField()
    body = I18nField()
    updated_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community_id", "event_id", "key"], name="one_template_per_key")
        ]


class Unsubscribed(models.Model):
    """Somebody does not want a community's mails of one category: a person, or an address without one."""

    community_id = models.BigIntegerField()
    category = models.CharField(max_length=12, choices=Category.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254, blank=True)  # only where there is no person
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community_id", "category", "person"], name="one_refusal_per_person"
            ),
            models.UniqueConstraint(
                fields=["community_id", "category", "address"], condition=models.Q(person=None),
                name="one_refusal_per_address",
            ),
        ]  # fmt: skip


class DomainCheck(models.Model):
    """What the name servers said about the sending domain, asked by a job."""

    domain = models.CharField(max_length=253)
    selector = models.CharField(max_length=63, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)  # list of {"about": "spf", "code": "spf-several", "found": …}
