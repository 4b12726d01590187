from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "teranga.domains.places"
    label = "places"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.places import tasks  # noqa: F401 -- registers the jobs
