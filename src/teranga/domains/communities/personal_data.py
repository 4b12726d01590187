"""What communities hold of people."""

from __future__ import annotations

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
    blank={"level": "", "help_ways": [], "asked": {}, "came_from": ""},
    exported=(
        "community__slug", "state", "level", "help_ways", "came_from", "joined_at", "confirmed_at", "left_at",
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
not_personal("communities.Community", "the community's own name and address")
not_personal("communities.Page", "published texts of the community; an author's name is part of the text")
for model in ("Channel", "CommunityLink", "DirectoryEntry", "Figure", "Goal"):
    not_personal(f"communities.{model}", "facts about the community")
