from teranga.domains.people.models.account import Account
from teranga.domains.people.models.grants import CustomRole, Invitation, RoleGrant, TeamRule
from teranga.domains.people.models.persons import (
    ClaimCode,
    Consent,
    ContactPoint,
    DuplicateSuspicion,
    Person,
    RecentTries,
    SignInCode,
)

__all__ = [
    "Account",
    "ClaimCode",
    "Consent",
    "ContactPoint",
    "CustomRole",
    "DuplicateSuspicion",
    "Invitation",
    "Person",
    "RecentTries",
    "RoleGrant",
    "SignInCode",
    "TeamRule",
]
