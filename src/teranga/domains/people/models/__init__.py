from teranga.domains.people.models.account import Account
from teranga.domains.people.models.grants import CustomRole, Invitation, RoleGrant, TeamRule
from teranga.domains.people.models.merging import MergeRecord
from teranga.domains.people.models.persons import (
    ClaimCode,
    Consent,
    ContactPoint,
    DuplicateSuspicion,
    Person,
    RecentTries,
    SignInCode,
)
from teranga.domains.people.models.profile import GENDERS, Profile, ProfilePhoto

__all__ = [
    "GENDERS",
    "Account",
    "ClaimCode",
    "Consent",
    "ContactPoint",
    "CustomRole",
    "DuplicateSuspicion",
    "Invitation",
    "MergeRecord",
    "Person",
    "Profile",
    "ProfilePhoto",
    "RecentTries",
    "RoleGrant",
    "SignInCode",
    "TeamRule",
]
