from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "teranga.domains.communities"
    label = "communities"

    def ready(self) -> None:
        from teranga.domains.communities import tasks  # noqa: F401 -- registers the jobs
