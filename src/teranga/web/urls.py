"""Every address. Public pages stand under a language; what other programs read by a fixed name does not."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, register_converter

from teranga.web.account import urls as account
from teranga.web.door import urls as door
from teranga.web.me import certificate_views, material_views, take_down_views
from teranga.web.me import guest_place_views as guests
from teranga.web.me import journey_views as own_journey
from teranga.web.me import own_place_views as own
from teranga.web.me import rsvp_confirm_views as confirming
from teranga.web.me import rsvp_views as rsvp
from teranga.web.me import urls as me
from teranga.web.organise import urls as organise
from teranga.web.public import after_views as after
from teranga.web.public import aid_views as aid
from teranga.web.public import call_statistics, member_pages
from teranga.web.public import call_views as call
from teranga.web.public import community_views as community
from teranga.web.public import decision_views as decision
from teranga.web.public import directory_views as listing
from teranga.web.public import event_views as event
from teranga.web.public import export_views as export
from teranga.web.public import fund_views as fund
from teranga.web.public import goal_views as goal
from teranga.web.public import hackathon_views as hackathon
from teranga.web.public import install_views as install
from teranga.web.public import learning_views as learning
from teranga.web.public import newsletter_views as newsletter
from teranga.web.public import opportunity_feeds as opportunity_feed
from teranga.web.public import opportunity_views as opportunity
from teranga.web.public import partner_views as partner
from teranga.web.public import places_view as places
from teranga.web.public import schedule_views as schedule
from teranga.web.public import series_views as series
from teranga.web.public import story_views as story
from teranga.web.public import timeline_views as timeline
from teranga.web.quick_urls import quickly


class WayToLook:
    """What a programme can be looked at by."""

    regex = "day|room|track|language|level"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(WayToLook, "way")

event_patterns = [
    path("", event.home, name="event"),
    path("schedule/", schedule.schedule, name="schedule"),
    path("schedule/print/", schedule.to_print, name="schedule-print"),
    path("schedule/<way:by>/<str:value>/", schedule.by_choice, name="schedule-by"),
    path("now/", schedule.now_and_next, name="now"),
    path("sessions/<slug:slug>/", event.session, name="session"),
    path("sessions/<slug:slug>.ics", export.session_ics, name="session-ics"),
    path("speakers/", event.speakers, name="speakers"),
    path("speakers/<slug:slug>/", event.speaker, name="speaker"),
    path("first-time/", learning.first_time, name="first-time"),
    path("teams/", hackathon.teams, name="teams"),
    path("teams/<int:team>/", hackathon.team, name="team"),
    path("venue/", event.venue, name="venue"),
    path("call/statistics/", call_statistics.statistics, name="call-statistics"),
    path("draw/", places.draw, name="draw"),
    path("call/", call.call_page, name="call"),
    path("answer/", rsvp.answer, name="rsvp"),
    path("answer/check/", confirming.check, name="rsvp-check"),
    path("answer/paper/", confirming.paper, name="rsvp-paper"),
    path("answer/link/<str:token>/", confirming.link, name="rsvp-link"),
    path("place/<str:token>/", own.own_place, name="own-place"),
    path("guest/<str:token>/", guests.guest_place, name="guest-place"),
    path("place/<str:token>/journey/", own_journey.journey, name="own-journey"),
    path("place/<str:token>/journey/plan/", own_journey.journey_plan, name="own-journey-plan"),
    path("changes/", event.changes, name="changes"),
    path("changes.atom", export.changes_atom, name="changes-atom"),
    path("schedule.xml", export.schedule_xml, name="schedule-xml"),
    path("schedule.json", export.schedule_json, name="schedule-json"),
    path("schedule.ics", export.schedule_ics, name="schedule-ics"),
    path("pictures/<int:picture>.<str:form>", after.picture, name="event-picture"),
    path("pictures/<int:picture>/take-down/", take_down_views.take_down, name="picture-take-down"),
    path("materials/<int:number>/", material_views.material, name="material"),
    path("card.png", export.event_card, name="event-card"),
]

public_patterns = [
    path("", install.home, name="home"),
    path("search/", install.search, name="search"),
    path("tour/", install.tour, name="tour"),
    path("styleguide/", install.styleguide, name="styleguide"),
    path("verify/", certificate_views.check, name="verify"),
    path("certificate/<str:token>/", certificate_views.certificate, name="certificate"),
    *me.urlpatterns,
    *account.urlpatterns,
    *door.urlpatterns,
    path("organise/", include(quickly(organise.urlpatterns))),
    path("<slug:community>/", community.home, name="community"),
    path("<slug:community>/pages/<slug:slug>/", community.page, name="page"),
    path("<slug:community>/pages/<slug:slug>/card.png", story.page_card, name="page-card"),
    path("<slug:community>/tags/<slug:tag>/", story.tag, name="tag"),
    path("<slug:community>/tags/<slug:tag>.atom", story.tag_atom, name="tag-atom"),
    path("<slug:community>/news/", community.news, name="news"),
    path("<slug:community>/news.atom", export.news_atom, name="news-atom"),
    path("<slug:community>/goals/", goal.goals, name="goals"),
    path("<slug:community>/goals/<int:goal>/", goal.goal, name="goal"),
    path("<slug:community>/goals/<int:goal>/card.png", goal.card, name="goal-card"),
    path("<slug:community>/funds/", fund.funds, name="funds"),
    path("<slug:community>/funds/<slug:slug>/", fund.fund, name="fund"),
    path("<slug:community>/funds/<slug:slug>/card.png", fund.card, name="fund-card"),
    path("<slug:community>/timeline/", timeline.timeline, name="timeline"),
    path("<slug:community>/timeline/<int:year>/", timeline.timeline, name="timeline-year"),
    path("<slug:community>/newsletter/", newsletter.archive, name="newsletters"),
    path("<slug:community>/newsletter/<slug:issue>/", newsletter.newsletter, name="newsletter"),
    path("<slug:community>/opportunities.ics", opportunity_feed.deadlines, name="opportunities-ics"),
    path("<slug:community>/opportunities.json", opportunity_feed.as_json, name="opportunities-json"),
    path("<slug:community>/opportunities.csv", opportunity_feed.as_csv, name="opportunities-csv"),
    path("<slug:community>/opportunities.atom", opportunity_feed.board_atom, name="opportunities-atom"),
    path("<slug:community>/opportunities/", opportunity.opportunities, name="opportunities"),
    path("<slug:community>/opportunities/past/", opportunity.past, name="opportunities-past"),
    path("<slug:community>/opportunities/<int:number>/", opportunity.opportunity, name="opportunity"),
    path("<slug:community>/partners/", partner.partners, name="partners"),
    path("<slug:community>/partners/<int:partner>/logo.webp", partner.logo, name="partner-logo"),
    path("<slug:community>/decisions/", decision.decisions, name="decisions"),
    path("<slug:community>/decisions/how/", decision.deciding, name="deciding"),
    path("<slug:community>/decisions/<int:number>/", decision.decision, name="decision"),
    path("<slug:community>/decisions.atom", decision.decisions_atom, name="decisions-atom"),
    path("<slug:community>/people/", community.people, name="people"),
    path("<slug:community>/people/held/", member_pages.held, name="held"),
    path("<slug:community>/heard/", member_pages.heard, name="heard"),
    path("<slug:community>/first-event/", member_pages.first_event, name="first-event"),
    path("<slug:community>/events/", community.events, name="events"),
    path("<slug:community>/network/", community.network, name="network"),
    path("<slug:community>/directory.json", listing.as_json, name="directory-json"),
    path("<slug:community>/directory.csv", listing.as_csv, name="directory-csv"),
    path("<slug:community>/directory/", community.directory, name="directory"),
    path("<slug:community>/aid/", aid.rounds, name="aid"),
    path("<slug:community>/aid/<slug:slug>/", aid.round_page, name="aid-round"),
    path("<slug:community>/aid/<slug:slug>/stories/<uuid:told>.jpg", aid.story_photo, name="aid-story-photo"),
    path("<slug:community>/learning/", learning.learning, name="learning"),
    path("<slug:community>/mentoring/<slug:slug>/", learning.programme, name="mentoring-programme"),
    path("<slug:community>/projects/", learning.projects, name="projects"),
    path("<slug:community>/projects/<int:number>/", learning.project, name="project"),
    path("<slug:community>/paths/<slug:slug>/", learning.path, name="path"),
    path("<slug:community>/card.png", export.community_card, name="community-card"),
    path("<slug:community>/calendar.ics", series.community_calendar, name="community-calendar"),
    path("<slug:community>/series/<slug:slug>/", series.series, name="series"),
    path("<slug:community>/series/<slug:slug>.ics", series.series_calendar, name="series-calendar"),
    path("<slug:community>/<slug:event>/", include(quickly(event_patterns))),
]

urlpatterns = [
    path("healthz", install.health, name="health"),
    path("robots.txt", install.robots, name="robots"),
    path("icon.svg", install.icon, name="icon"),
    path("sitemap.xml", install.sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:community>.xml", install.sitemap, name="sitemap"),
    *getattr(me, "unprefixed", []),
    *i18n_patterns(*quickly(public_patterns), prefix_default_language=True),
]

handler400 = "teranga.web.errors.bad_request"
handler403 = "teranga.web.errors.forbidden"
handler404 = "teranga.web.errors.not_found"
handler500 = "teranga.web.errors.server_error"
