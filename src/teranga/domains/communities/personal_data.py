"""What communities hold of people."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, not_personal, personal_data

personal_data(
    "communities.Membership",
    category=Category.MEMBERSHIP,
    purpose=_("To run the community: who is a member since when, and how they want to help."),
    retention=_("Until you leave. A row without your name stays, so that past counts stay true."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={
        "level": "", "help_ways": [], "asked": {}, "came_from": "", "listed_name": "", "listed_folded": "",
        "listed_contact": "",
    },
    exported=(
        "community__slug", "state", "level", "help_ways", "came_from", "joined_at", "confirmed_at", "left_at",
        "listed_name", "listed_contact", "left_in_peace",
    ),
)  # fmt: skip
personal_data(
    "communities.Participation",
    category=Category.MEMBERSHIP,
    purpose=_("To thank you for what you did, and to count who is active."),
    retention=_("As long as the community; without your name after erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    ending=Ending.KEPT,
    exported=("community__slug", "event_id", "kind", "day"),
)
personal_data(
    "communities.TeamSeat",
    category=Category.PUBLISHED,
    purpose=_("To tell the public who holds or held a role in the community."),
    retention=_("Until erasure, or until the organisers take it off the page."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "name", "since", "until"),
)
personal_data(
    "communities.MemberImport",
    category=Category.WORK,
    purpose=_("To bring a list of members along, on a stated basis, and to take it out again."),
    retention=_("The file until it is put in or left, 30 days at most; what became of it for two years."),
    whose=lambda subject: Q(by_id=subject.person_id),
    ending=Ending.KEPT,
    blank={"by_id": None},
    exported=("community__slug", "file_name", "basis", "received_at"),
    over=lambda at: Q(updated_at__lt=at - timedelta(730)),
)
personal_data(
    "communities.ImportedRow",
    category=Category.MEMBERSHIP,
    purpose=_("To say from which list you were brought along, and to take that back."),
    retention=_("Two years, or until erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "upload__file_name", "upload__basis", "upload__received_at", "outcome"),
)
personal_data(
    "communities.SpeakerOffer",
    category=Category.MEMBERSHIP,
    purpose=_("So that organisers who look for speakers find what you would speak about."),
    retention=_("Until you take it back, leave, or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=(
        "community__slug",
        "about",
        "languages",
        "city",
        "travels",
        "remote",
        "for_sisters",
        "updated_at",
    ),
)
personal_data(
    "communities.Welcomer",
    category=Category.MEMBERSHIP,
    purpose=_("So that newcomers find somebody who welcomes them."),
    retention=_("Until you take it back, leave, or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "languages", "city", "most", "since"),
)
personal_data(
    "communities.Buddy",
    category=Category.MEMBERSHIP,
    purpose=_("To bring a newcomer and somebody who welcomes them together, once both agree."),
    retention=_("One year, or until erasure."),
    whose=lambda subject: Q(person_id=subject.person_id) | Q(welcomer__person_id=subject.person_id),
    exported=("community__slug", "state", "proposed_at", "newcomer_yes_at", "welcomer_yes_at", "ended_at"),
    over=lambda at: Q(proposed_at__lt=at - timedelta(365)),
)
personal_data(
    "communities.Appearance",
    category=Category.PUBLISHED,
    purpose=_("To show where members of the community were heard, once they said yes."),
    retention=_("Until you take it back or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "title", "event_name", "city", "day", "url", "confirmed_at"),
)
personal_data(
    "communities.Delegate",
    category=Category.PUBLISHED,
    purpose=_("To show who went to an event for the community, by name once they said yes."),
    retention=_("Until you take it back or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "delegation__event_name", "delegation__start", "agreed_at"),
)
not_personal("communities.Delegation", "where people of the community went, and how many")
personal_data(
    "communities.Comment",
    category=Category.PUBLISHED,
    purpose=_("To show what you wrote below a story, under the name you gave."),
    retention=_("Until you take it away, or as long as the story; two days if you never confirmed it."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=(
        "community__slug", "page__slug", "state", "name", "language", "body", "answer", "written_at",
        "edited_at", "decided_at",
    ),
)  # fmt: skip
personal_data(
    "communities.CommentBan",
    category=Category.SECURITY,
    purpose=_("To keep somebody from commenting who did harm there."),
    retention=_("Until the moderators lift it, or until erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "since"),
)
personal_data(
    "communities.PageAuthor",
    category=Category.PUBLISHED,
    purpose=_("To tell readers who wrote a story, by your consent."),
    retention=_("Until you take your name off, or until erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "page__slug", "shows_photo", "agreed_at"),
)
personal_data(
    "communities.StoryDraft",
    category=Category.WORK,
    purpose=_("To keep what you write for the community until it appears."),
    retention=_("Until you delete it, or until erasure; what was published stays without your name."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=(
        "community__slug", "state", "language", "title", "description", "body", "tags", "note", "created_at",
        "submitted_at",
    ),
)  # fmt: skip
not_personal("communities.CommentReport", "a few words about a comment, from nobody in particular")
not_personal("communities.Community", "the community's own name and address")
not_personal("communities.Page", "published texts of the community; an author's name is part of the text")
not_personal(
    "communities.Snapshot", "counts of a month; groups of few people stay inside and are never shown"
)
not_personal("communities.Newsletter", "what happened in a month, as the community tells it")
for model in (
    "Channel", "CommunityLink", "DirectoryCheck", "DirectoryEntry", "DirectoryListing", "Figure", "Goal",
):  # fmt: skip
    not_personal(f"communities.{model}", "facts about the community")
personal_data(
    "communities.PartnerContact",
    category=Category.CONTACT,
    purpose=_("To reach those with whom the community works in a school, a company or an institution."),
    retention=_("As long as the partnership, or until you ask us to forget it."),
    whose=lambda subject: Q(email__in=subject.addresses) | Q(phone__in=subject.addresses),
    exported=("community__slug", "partner__name", "name", "role", "email", "phone", "note"),
)
for model in ("Partner", "PartnerLogo", "Agreement", "LentItem"):
    not_personal(f"communities.{model}", "facts about an organisation and what was agreed with it")
personal_data(
    "communities.Opportunity",
    category=Category.WORK,
    purpose=_("To tell you what became of an opportunity that you suggested."),
    retention=_("Your name until erasure; the opportunity itself stays as it is."),
    whose=lambda subject: Q(suggested_by_id=subject.person_id),
    ending=Ending.KEPT,
    blank={"suggested_by_id": None},
    exported=("community__slug", "state", "title", "url", "written_at"),
)
not_personal("communities.OpportunityDay", "how often a page was looked at on a day; by whom is kept nowhere")
personal_data(
    "communities.OpportunityTold",
    category=Category.MEMBERSHIP,
    purpose=_("To count how many applied and got it. Nobody else sees that it was you."),
    retention=_("As long as the opportunity stands there, or until erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "opportunity__title", "what", "told_at"),
)
personal_data(
    "communities.OpportunityReminder",
    category=Category.CONTACT,
    purpose=_("To remind you of the last day of an opportunity, because you asked for it."),
    retention=_("Until the last day, or until you stop it; two days where nobody confirms it."),
    whose=lambda subject: Q(address__in=subject.addresses),
    exported=("community__slug", "opportunity__title", "address", "asked_at", "confirmed_at"),
    over=lambda at: Q(asked_at__lt=at - timedelta(days=730)),
)
personal_data(
    "communities.OpportunityHelper",
    category=Category.MEMBERSHIP,
    purpose=_("To let other members ask you about what you did before, because you offered it."),
    retention=_("Until a month after the last day, until you take it back, or until erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "opportunity__title", "shown_as", "offered_at"),
)
personal_data(
    "communities.OpportunityQuestion",
    category=Category.MEMBERSHIP,
    purpose=_("To bring your question to the member who helps, and the answer to you."),
    retention=_("Until a month after the last day, or until erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("community__slug", "helper__opportunity__title", "text", "answer", "asked_at", "answered_at"),
)
