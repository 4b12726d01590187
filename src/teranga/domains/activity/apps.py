from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "teranga.domains.activity"
    label = "activity"

    def ready(self) -> None:
        from teranga.domains.activity import tasks  # noqa: F401 -- registers the jobs
