"""Each personal field with the reason it is kept, as the page about oneself shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, Subject, not_personal, personal_data
from teranga.domains.people.models import Person


@dataclass(frozen=True, slots=True)
class PersonalField:
    """A field, what it is called, why it is kept. All are erased when their person leaves."""

    name: str
    label: str | Promise
    purpose: str | Promise


PERSON_FIELDS = (
    PersonalField("name", _("Name"), _("To greet you and to find you on the list at an event.")),
    PersonalField("city", _("City"), _("To tell you what happens near you.")),
    PersonalField(
        "languages", _("Languages you speak"), _("To plan sessions and mentoring in your languages.")
    ),
    PersonalField("preferred_language", _("Language of our mails"), _("To write to you in your language.")),
)
MEMBERSHIP_FIELDS = (
    PersonalField("level", _("Level in Python"), _("To plan sessions that fit you.")),
    PersonalField("help_ways", _("How you want to help"), _("So that organisers can ask you.")),
    PersonalField("came_from", _("How you found us"), _("To know which posters and events work.")),
)
CONTACT_PURPOSE = _("To confirm that it is you, and to reach you when needed.")


def _days(days: int) -> timedelta:
    return timedelta(days=days)


personal_data(
    "people.Person",
    category=Category.IDENTITY,
    purpose=_("To greet you, to find you on lists, and to plan in your languages and near you."),
    retention=_("Until you leave your last community or ask for erasure."),
    whose=lambda subject: Q(pk=subject.person_id) | Q(merged_into_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"name": "", "folded_name": "", "city": "", "languages": [], "preferred_language": "en"},
    exported=("name", "city", "languages", "preferred_language", "created_at"),
    step=9,
)
personal_data(
    "people.Profile",
    category=Category.IDENTITY,
    purpose=_(
        "To show those you chose what you tell about yourself; gender also to count groups of ten and more."
    ),
    retention=_("Until you empty it, leave your last community or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("badge_name", "passport_name", "pronouns", "gender", "links", "bio", "audiences", "updated_at"),
)
personal_data(
    "people.ProfilePhoto",
    category=Category.IDENTITY,
    purpose=_("To be recognised by those you chose."),
    retention=_("Until you remove it, leave your last community or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("width", "height", "updated_at"),
)
personal_data(
    "people.MergeRecord",
    category=Category.IDENTITY,
    purpose=_("So that two records that were wrongly joined can be parted again."),
    retention=_("One year."),
    whose=lambda subject: Q(kept_id=subject.person_id) | Q(other_id=subject.person_id),
    over=lambda at: Q(merged_at__lt=at - _days(365)),
)
personal_data(
    "people.ContactPoint",
    category=Category.CONTACT,
    purpose=CONTACT_PURPOSE,
    retention=_("Until you leave your last community or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("kind", "value", "verified_at", "created_at"),
    step=5,
)
personal_data(
    "people.Consent",
    category=Category.CONSENT,
    purpose=_("To prove what you agreed to, in which words, and when you took it back."),
    retention=_("Three years after you took it back; without your name after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.KEPT,
    exported=("purpose", "wording", "language", "given_at", "withdrawn_at"),
    over=lambda at: Q(withdrawn_at__lt=at - _days(3 * 365)),
)
personal_data(
    "people.SignInCode",
    category=Category.SECURITY,
    purpose=_("To prove that an address is yours. Only a digest of the code is kept."),
    retention=_("One day."),
    whose=lambda subject: Q(contact_point__person_id=subject.person_id),
    over=lambda at: Q(expires_at__lt=at - _days(1)),
)
personal_data(
    "people.ClaimCode",
    category=Category.SECURITY,
    purpose=_("So that somebody without e-mail can join with a code on paper. Only a digest is kept."),
    retention=_("One year after it ended."),
    whose=lambda subject: Q(used_by_id=subject.person_id) | Q(only_for_id=subject.person_id),
    exported=("issued_at", "used_at"),
    over=lambda at: Q(expires_at__lt=at - _days(365)),
)
personal_data(
    "people.DuplicateSuspicion",
    category=Category.IDENTITY,
    purpose=_("So that organisers can see that two records may be one person."),
    retention=_("One year."),
    whose=lambda subject: Q(person_id=subject.person_id) | Q(other_id=subject.person_id),
    over=lambda at: Q(noticed_at__lt=at - _days(365)),
)
personal_data(
    "people.RoleGrant",
    category=Category.WORK,
    purpose=_("To know who could do what in a community, and since when."),
    retention=_("As long as the community; without your name after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.KEPT,
    exported=("role", "scope", "since", "until", "ended_at"),
)
personal_data(
    "people.Invitation",
    category=Category.CONTACT,
    purpose=_("To invite you to a team."),
    retention=_("90 days after it ended."),
    whose=lambda subject: Q(accepted_by_id=subject.person_id) | Q(email__in=subject.addresses),
    exported=("email", "role", "invited_at", "accepted_at"),
    over=lambda at: Q(expires_at__lt=at - _days(90)),
)
personal_data(
    "people.Account",
    category=Category.SECURITY,
    purpose=_("So that you can sign in."),
    retention=_("Until you close it or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("handle", "opened_at", "last_login"),
    step=4,
)
personal_data(
    "account.EmailAddress",
    category=Category.CONTACT,
    purpose=_("So that you can sign in by a code to this address."),
    retention=_("Until you close your account or ask for erasure."),
    whose=lambda subject: Q(user__person_id=subject.person_id) | Q(email__in=subject.addresses),
    exported=("email", "verified", "primary"),
    step=1,
)
personal_data(
    "mfa.Authenticator",
    category=Category.SECURITY,
    purpose=_("Your passkeys and codes for a second step. Their secrets are not part of the download."),
    retention=_("Until you remove them, close your account or ask for erasure."),
    whose=lambda subject: Q(user__person_id=subject.person_id),
    exported=("type", "created_at", "last_used_at"),
    step=1,
)
personal_data(
    "usersessions.UserSession",
    category=Category.SECURITY,
    purpose=_("To show you where you are signed in, so that you can end what is not you."),
    retention=_("60 days after it was last used."),
    whose=lambda subject: Q(user__person_id=subject.person_id),
    exported=("created_at", "last_seen_at", "ip", "user_agent"),
    over=lambda at: Q(last_seen_at__lt=at - _days(60)),
    step=1,
)
not_personal("people.RecentTries", "digests and moments only, forgotten after a day")
not_personal("people.CustomRole", "the name of a role")
not_personal(
    "people.TeamRule", "a team's rule; who changed it is a number, which leads nowhere after erasure"
)


def subject_of(person: Person) -> Subject:
    """The person with every address that is theirs now."""
    return Subject(person.pk, tuple(person.contact_points.order_by("id").values_list("value", flat=True)))
