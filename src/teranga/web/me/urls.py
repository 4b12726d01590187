"""The addresses of joining and of oneself. They stand below a language, before those of the communities."""

from __future__ import annotations

from django.urls import path

from teranga.web.me import (
    apply_views,
    calendar_views,
    comment_views,
    data_views,
    demo_views,
    directory_views,
    join_views,
    mail_preferences,
    mentoring_views,
    newsletter_views,
    own_views,
    part_views,
    sign_in_views,
    story_views,
    timeline_views,
)
from teranga.web.me import reading_views as reading

PROGRAMME = "<slug:community>/mentoring/<slug:slug>/"

urlpatterns = [
    path("me/", own_views.me, name="me"),
    path("me/data/", data_views.data, name="me-data"),
    path("me/data/download/", data_views.download, name="me-data-download"),
    path("me/data/erase/", data_views.erase, name="me-data-erase"),
    path("me/data/erased/", data_views.erased, name="me-data-erased"),
    path("me/timeline/", timeline_views.timeline, name="me-timeline"),
    path("me/timeline/download/", timeline_views.download, name="me-timeline-download"),
    path("me/calendar/", calendar_views.calendar, name="me-calendar"),
    path("me/calendar/<str:token>.ics", calendar_views.own_feed, name="me-calendar-feed"),
    path("me/mail/", mail_preferences.preferences, name="me-mail"),
    path("me/sign-in/", sign_in_views.ask, name="sign-in"),
    path("me/sign-in/code/", sign_in_views.code, name="sign-in-code"),
    path("me/sign-in/link/<str:token>/", sign_in_views.link, name="sign-in-link"),
    path("me/sign-out/", sign_in_views.leave_browser, name="sign-out"),
    path("me/mentoring/", mentoring_views.mentoring, name="me-mentoring"),
    path("me/mentoring/pairs/<int:pair>/answer/", mentoring_views.answer, name="me-pair-answer"),
    path("me/mentoring/pairs/<int:pair>/meeting/", mentoring_views.meeting, name="me-pair-meeting"),
    path("me/mentoring/pairs/<int:pair>/outcome/", mentoring_views.outcome, name="me-pair-outcome"),
    path("me/mentoring/pairs/<int:pair>/end/", mentoring_views.end, name="me-pair-end"),
    path("me/mentoring/<int:application>/confirm/", mentoring_views.confirm, name="me-application-confirm"),
    path("me/mentoring/<int:application>/withdraw/", mentoring_views.withdraw, name="me-application-end"),
    path("me/<slug:community>/details/", own_views.change_details, name="me-details"),
    path("me/<slug:community>/consent/", own_views.consent, name="me-consent"),
    path("me/<slug:community>/confirm/", own_views.confirm, name="me-confirm"),
    path("me/<slug:community>/part/", part_views.part, name="me-part"),
    path("me/<slug:community>/part/<slug:what>/", part_views.change, name="me-part-change"),
    path("me/<slug:community>/leave/", own_views.leave, name="me-leave"),
    path("me/<slug:community>/left/", own_views.left, name="me-left"),
    path("me/comments/", comment_views.own, name="me-comments"),
    path("me/comments/<int:number>/", comment_views.edit, name="me-comment"),
    path("me/comments/<int:number>/remove/", comment_views.remove, name="me-comment-remove"),
    path("me/<slug:community>/stories/", story_views.stories, name="me-stories"),
    path("me/<slug:community>/stories/write/", story_views.write, name="me-story-write"),
    path("me/<slug:community>/stories/<int:number>/", story_views.change, name="me-story"),
    path("me/<slug:community>/stories/<int:number>/move/", story_views.move, name="me-story-move"),
    path(
        "<slug:community>/pages/<slug:slug>/author-<int:author>.jpg", reading.author_photo, name="page-author"
    ),
    path("<slug:community>/pages/<slug:slug>/comments/", reading.all_comments, name="page-comments"),
    path("<slug:community>/pages/<slug:slug>/comments/write/", comment_views.write, name="comment-write"),
    path("<slug:community>/comments/confirm/", comment_views.confirm, name="comment-confirm"),
    path("<slug:community>/comments/link/<str:token>/", comment_views.link, name="comment-link"),
    path("<slug:community>/comments/<int:number>/report/", comment_views.report, name="comment-report"),
    path("<slug:community>/newsletter/subscribe/", newsletter_views.subscribe, name="newsletter-subscribe"),
    path("<slug:community>/newsletter/confirm/", newsletter_views.confirm, name="newsletter-confirm"),
    path("<slug:community>/newsletter/link/<str:token>/", newsletter_views.link, name="newsletter-link"),
    path("demo/mail/", demo_views.mails, name="demo-mails"),
    path("demo/paper-code/<slug:community>/", demo_views.paper_code, name="demo-paper-code"),
    path("<slug:community>/members/", directory_views.directory, name="members"),
    path("<slug:community>/join/", join_views.join, name="join"),
    path("<slug:community>/join/confirm/", join_views.confirm, name="join-confirm"),
    path("<slug:community>/join/again/", join_views.send_again, name="join-again"),
    path("<slug:community>/join/link/<str:token>/", join_views.link, name="join-link"),
    path("<slug:community>/join/code/", join_views.paper_code, name="join-code"),
    path(PROGRAMME + "mentee/", apply_views.apply, {"role": "mentee"}, "be-mentee"),
    path(PROGRAMME + "mentor/", apply_views.apply, {"role": "mentor"}, "be-mentor"),
    path(PROGRAMME + "code/", apply_views.code, name="mentoring-code"),
    path("<slug:community>/safety-note/", mentoring_views.safety_note, name="safety-note"),
    path("<slug:community>/join/poster/", join_views.poster, name="join-poster"),
]
# Fixed addresses without a language: mail programs ask for them.
unprefixed = [path("m/unsubscribe/<str:token>", mail_preferences.unsubscribe, name="unsubscribe")]
