from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "teranga.domains.communities"
    label = "communities"

    def ready(self) -> None:
        from teranga.domains.activity.publishing import show_decisions
        from teranga.domains.communities import story_mails, tasks  # noqa: F401 -- registers letters and jobs
        from teranga.domains.communities.decisions_shown import DecisionsShown
        from teranga.domains.communities.publishing import join_announcements

        decisions = DecisionsShown()
        show_decisions(decisions)
        join_announcements(decisions)
