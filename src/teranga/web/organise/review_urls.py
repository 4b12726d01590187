"""The addresses of reviewing at the desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import proposal_paper_views as papers
from teranga.web.organise import review_assign_views as assign
from teranga.web.organise import review_board_views as boards
from teranga.web.organise import review_scores_views as scores
from teranga.web.organise import review_views as views
from teranga.web.organise.menu import Entry, register
from teranga.web.organise.review_lists import LISTS
from teranga.web.organise.row_lists import patterns_for

DESK = "<slug:community>/<slug:event>/"
ROOT = DESK + "reviews/"
ONE = ROOT + "of/<slug:code>/"

urlpatterns = [
    path(ROOT, views.queue, name="organise-reviews"),
    path(ROOT + "next/", views.following, name="organise-review-next"),
    path(ROOT + "read/", views.to_read, name="organise-review-read"),
    path(ROOT + "read/worker.js", views.worker, name="organise-review-worker"),
    path(ROOT + "me/", views.own_load, name="organise-review-load"),
    path(ROOT + "board/", boards.board, name="organise-review-board"),
    path(ROOT + "rules/", boards.rules, name="organise-review-rules"),
    path(ROOT + "scores/", scores.scores, name="organise-review-scores"),
    path(ROOT + "assign/", assign.home, name="organise-review-assign"),
    path(ROOT + "assign/compute/", assign.compute, name="organise-review-compute"),
    path(ROOT + "assign/hand/", assign.by_hand, name="organise-review-hand"),
    path(ROOT + "assign/<int:run>/apply/", assign.apply, name="organise-review-apply"),
    path(ROOT + "assign/<int:run>/drop/", assign.drop, name="organise-review-drop"),
    path(ONE, views.sheet, name="organise-review-sheet"),
    path(ONE + "files/<uuid:own_file>/", papers.for_reviewers, name="organise-review-file"),
    path(ONE + "keep/", views.keep, name="organise-review-keep"),
    path(ONE + "recuse/", views.recuse, name="organise-review-recuse"),
    path(ONE + "remark/", views.remark, name="organise-review-remark"),
    path(ONE + "tag/", views.tag, name="organise-review-mark"),
    path(ONE + "who/", boards.conflicts, name="organise-review-who"),
    path(ONE + "who/set/", boards.conflict, name="organise-review-conflict"),
    *(pattern for told in LISTS for pattern in patterns_for(told, DESK)),
]

register(
    Entry("call", "reviews/", _("My reviews"), Area.REVIEWS, Verb.EDIT, of_event=True, rank=40),
    Entry("call", "reviews/board/", _("Reviewing"), Area.PROPOSALS, Verb.EDIT, of_event=True, rank=42),
)
