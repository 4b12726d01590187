from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "teranga.domains.events"
    label = "events"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.communities.publishing import join_announcements
        from teranga.domains.events import tasks  # noqa: F401 -- registers the jobs
        from teranga.domains.events.publishing import EventsOfACommunity

        join_announcements(EventsOfACommunity())
