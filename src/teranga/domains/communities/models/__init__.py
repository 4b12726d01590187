from teranga.domains.communities.models.community import Channel, Community, CommunityLink, TeamSeat
from teranga.domains.communities.models.content import DirectoryEntry, Figure, Goal, Page
from teranga.domains.communities.models.membership import Membership, Participation

__all__ = [
    "Channel",
    "Community",
    "CommunityLink",
    "DirectoryEntry",
    "Figure",
    "Goal",
    "Membership",
    "Page",
    "Participation",
    "TeamSeat",
]
