from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "teranga.domains.people"
    label = "people"

    def ready(self) -> None:
        from teranga.domains.people import tasks  # noqa: F401 -- registers the jobs
