"""The addresses of members' stories and of comments, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.communities.models import Community
from teranga.domains.communities.queries_comments import waiting_count
from teranga.domains.communities.queries_newsletter import newsletters_to_edit
from teranga.domains.communities.queries_stories import sent_in_count
from teranga.domains.events.models import Event
from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import comment_views as comments
from teranga.web.organise import directory_views as directory
from teranga.web.organise import newsletter_views as letters
from teranga.web.organise import story_views as stories
from teranga.web.organise.menu import Entry, register

DIRECTORY = "<slug:community>/directory/"
NEWSLETTER = "<slug:community>/newsletter/"
COMMENTS, STORIES = "<slug:community>/comments/", "<slug:community>/stories/"

urlpatterns = [
    path(COMMENTS, comments.queue, name="organise-comments"),
    path(COMMENTS + "rules/", comments.rules, name="organise-comment-rules"),
    path(COMMENTS + "<int:number>/", comments.decide, name="organise-comment"),
    path(COMMENTS + "bans/<int:ban>/", comments.lift, name="organise-comment-ban"),
    path(DIRECTORY + "checks/", directory.checks, name="organise-directory-checks"),
    path(DIRECTORY + "checks/now/", directory.check_now, name="organise-directory-check-now"),
    path(DIRECTORY + "checks/<int:number>/", directory.accept, name="organise-directory-accept"),
    path(DIRECTORY + "import/", directory.bring_in, name="organise-directory-import"),
    path(NEWSLETTER, letters.newsletters, name="organise-newsletters"),
    path(NEWSLETTER + "<int:number>/", letters.newsletter, name="organise-newsletter"),
    path(NEWSLETTER + "<int:number>/mail/", letters.prepare, name="organise-newsletter-mail"),
    path(
        NEWSLETTER + "<int:number>/publication/", letters.publication, name="organise-newsletter-publication"
    ),
    path(NEWSLETTER + "<int:number>/remove/", letters.remove, name="organise-newsletter-remove"),
    path(STORIES, stories.sent_in, name="organise-stories"),
    path(STORIES + "<int:number>/", stories.one, name="organise-story"),
    path(STORIES + "<int:number>/answer/", stories.answer, name="organise-story-answer"),
]


def _comments_wait(community: Community, event: Event | None) -> str:
    waiting = waiting_count(community)
    return (
        ngettext("{count} to decide", "{count} to decide", waiting).format(count=waiting) if waiting else ""
    )


def _stories_wait(community: Community, event: Event | None) -> str:
    waiting = sent_in_count(community)
    return ngettext("{count} to read", "{count} to read", waiting).format(count=waiting) if waiting else ""


def _to_edit(community: Community, event: Event | None) -> str:
    drafts = newsletters_to_edit(community)
    return ngettext("{count} draft", "{count} drafts", drafts).format(count=drafts) if drafts else ""


register(
    Entry("words", "stories/", _("Stories sent in"), Area.PAGES, waits=_stories_wait, rank=12),
    Entry("words", "comments/", _("Comments"), Area.PAGES, verb=Verb.DECIDE, waits=_comments_wait,
          rank=14),
    Entry("ties", "directory/checks/", _("What is still alive"), Area.PAGES, rank=40),
    Entry("ties", "directory/import/", _("Bring in a directory"), Area.PAGES, verb=Verb.EDIT, rank=42),
    Entry("words", "newsletter/", _("Newsletter"), Area.PAGES, verb=Verb.EDIT, asks=_to_edit, rank=16),
)  # fmt: skip
