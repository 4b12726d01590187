from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "teranga.domains.events"
    label = "events"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.communities.happenings import join_timeline
        from teranga.domains.communities.newsletter_parts import join_newsletter
        from teranga.domains.communities.publishing import join_announcements
        from teranga.domains.communities.queries_opportunities import join_opportunities
        from teranga.domains.events import tasks  # noqa: F401 -- registers the jobs
        from teranga.domains.events.actions import online_room  # noqa: F401 -- what the next one takes over
        from teranga.domains.events.happenings import past_events_told
        from teranga.domains.events.newsletter_parts import coming_events, past_events
        from teranga.domains.events.opportunities import hackathons_on_the_board
        from teranga.domains.events.publishing import EventsOfACommunity

        join_announcements(EventsOfACommunity())
        join_opportunities(hackathons_on_the_board)
        join_timeline(past_events_told)
        join_newsletter("past-events", 20, past_events)
        join_newsletter("coming-events", 30, coming_events)
