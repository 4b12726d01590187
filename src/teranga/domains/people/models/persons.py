"""Persons, how to reach them, what they agreed to. A person without a login is normal."""

from __future__ import annotations

from django.db import models

from teranga.base.fields import LanguageField


class Person(models.Model):
    """A human being. One person, one record, in every community."""

    name = models.CharField(max_length=120, blank=True)
    folded_name = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80, blank=True)
    languages = models.JSONField(default=list)  # two-letter codes
    preferred_language = LanguageField(max_length=8, default="en")
    is_generated = models.BooleanField(default=False)  # a practice person, never a human being
    created_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")

    class Meta:
        indexes = [models.Index(fields=["folded_name"])]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """An e-mail address or telephone number, written in one normal form so that it belongs to one person."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="one_person_per_contact_point")]


class Consent(models.Model):
    """One thing a person agreed to: in which words and language, when, and when they took it back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    community_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=40)
    wording = models.CharField(max_length=20)
    language = models.CharField(max_length=8, blank=True)  # in which the sentence was read
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community_id", "purpose"])]


class SignInCode(models.Model):
    """A short-lived code sent to a contact point. Only its digest is kept."""

    contact_point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="codes")
    purpose = models.CharField(max_length=40)
    community_id = models.BigIntegerField(null=True)
    code_digest = models.CharField(max_length=64)
    link_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField(default=5)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["contact_point", "-created_at"])]


class ClaimCode(models.Model):
    """A single-use code on paper, handed by an organiser to somebody without e-mail."""

    community_id = models.BigIntegerField()
    code_digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    only_for = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="+"
    )  # null: a newcomer

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community_id", "code_digest"], name="claim_code_per_community")
        ]


class DuplicateSuspicion(models.Model):
    """Two records that may be one human being; for an organiser to decide, never shown to anybody else."""

    community_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=60)
    noticed_at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True)  # "merged", "apart", "" while nobody decided
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community_id", "person", "other"], name="one_suspicion_per_pair")
        ]


class RecentTries(models.Model):
    """When somebody tried something that is limited; who or what it was is kept as a digest only."""

    key_digest = models.CharField(max_length=64, primary_key=True)
    moments = models.JSONField(default=list)  # seconds since 1970, the oldest first, limited in number
    updated_at = models.DateTimeField()
