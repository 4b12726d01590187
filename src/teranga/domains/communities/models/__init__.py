from teranga.domains.communities.models.community import Channel, Community, CommunityLink, TeamSeat
from teranga.domains.communities.models.content import DirectoryEntry, Figure, Goal, Page
from teranga.domains.communities.models.heard import Appearance, Delegate, Delegation
from teranga.domains.communities.models.imports import ImportedRow, MemberImport
from teranga.domains.communities.models.membership import Membership, Participation
from teranga.domains.communities.models.offers import Buddy, SpeakerOffer, Welcomer

__all__ = [
    "Appearance",
    "Buddy",
    "Channel",
    "Community",
    "CommunityLink",
    "Delegate",
    "Delegation",
    "DirectoryEntry",
    "Figure",
    "Goal",
    "ImportedRow",
    "MemberImport",
    "Membership",
    "Page",
    "Participation",
    "SpeakerOffer",
    "TeamSeat",
    "Welcomer",
]
