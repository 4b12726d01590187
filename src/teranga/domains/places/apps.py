from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "teranga.domains.places"
    label = "places"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.people.leaving import on_leaving
        from teranga.domains.places import letters, tasks  # noqa: F401 -- the second registers the jobs
        from teranga.domains.places.actions.forget import give_places_back

        letters.register()
        on_leaving(give_places_back)
