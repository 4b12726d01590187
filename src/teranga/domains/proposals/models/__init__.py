"""Proposals: the call, what speakers send, reviews, and the programme that is chosen."""

from teranga.domains.proposals.models.assigning import AssignmentRun
from teranga.domains.proposals.models.call import AccessCode, Call, CallQuestion, SessionType, Topic
from teranga.domains.proposals.models.importing import ProposalImport
from teranga.domains.proposals.models.proposal import (
    Proposal,
    ProposalAnswer,
    ProposalFile,
    ProposalSpeaker,
    ProposalVersion,
)
from teranga.domains.proposals.models.review import (
    AttendeeVote,
    Review,
    ReviewAssignment,
    ReviewCriterion,
    Reviewer,
    ReviewPhase,
    ReviewRecusal,
    ReviewRemark,
    ReviewScore,
    ReviewTag,
    TaggedProposal,
)
from teranga.domains.proposals.models.selection import Selection, SelectionSignature
from teranga.domains.proposals.models.telling import Telling

__all__ = [
    "AccessCode", "AssignmentRun", "AttendeeVote", "Call", "CallQuestion", "Proposal", "ProposalAnswer",
    "ProposalFile", "ProposalImport", "ProposalSpeaker", "ProposalVersion", "Review", "ReviewAssignment",
    "ReviewCriterion", "ReviewPhase", "ReviewRecusal", "ReviewRemark", "ReviewScore", "ReviewTag",
    "Reviewer", "Selection",
    "SelectionSignature", "SessionType", "TaggedProposal", "Telling", "Topic",
]  # fmt: skip
