from teranga.domains.communities.models.comment import Comment, CommentBan, CommentReport
from teranga.domains.communities.models.community import Channel, Community, CommunityLink, TeamSeat
from teranga.domains.communities.models.content import Figure, Goal, Page
from teranga.domains.communities.models.directory import DirectoryCheck, DirectoryEntry, DirectoryListing
from teranga.domains.communities.models.heard import Appearance, Delegate, Delegation
from teranga.domains.communities.models.imports import ImportedRow, MemberImport
from teranga.domains.communities.models.membership import Membership, Participation
from teranga.domains.communities.models.newsletter import Newsletter
from teranga.domains.communities.models.offers import Buddy, SpeakerOffer, Welcomer
from teranga.domains.communities.models.opportunity import ANYWHERE, WHO, Opportunity
from teranga.domains.communities.models.opportunity_help import OpportunityHelper, OpportunityQuestion
from teranga.domains.communities.models.opportunity_use import (
    OpportunityDay,
    OpportunityReminder,
    OpportunityTold,
)
from teranga.domains.communities.models.partner import (
    Agreement,
    LentItem,
    Partner,
    PartnerContact,
    PartnerLogo,
)
from teranga.domains.communities.models.snapshot import Snapshot
from teranga.domains.communities.models.story import PageAuthor, StoryDraft

__all__ = [
    "ANYWHERE",
    "WHO",
    "Agreement",
    "Appearance",
    "Buddy",
    "Channel",
    "Comment",
    "CommentBan",
    "CommentReport",
    "Community",
    "CommunityLink",
    "Delegate",
    "Delegation",
    "DirectoryCheck",
    "DirectoryEntry",
    "DirectoryListing",
    "Figure",
    "Goal",
    "ImportedRow",
    "LentItem",
    "MemberImport",
    "Membership",
    "Newsletter",
    "Opportunity",
    "OpportunityDay",
    "OpportunityHelper",
    "OpportunityQuestion",
    "OpportunityReminder",
    "OpportunityTold",
    "Page",
    "PageAuthor",
    "Participation",
    "Partner",
    "PartnerContact",
    "PartnerLogo",
    "Snapshot",
    "SpeakerOffer",
    "StoryDraft",
    "TeamSeat",
    "Welcomer",
]
