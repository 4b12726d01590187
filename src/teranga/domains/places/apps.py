from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "teranga.domains.places"
    label = "places"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.communities.timeline import join_timeline
        from teranga.domains.people.leaving import on_leaving
        from teranga.domains.places import (  # noqa: F401 -- the tasks register the jobs
            letters,
            letters_reminders,
            tasks,
            tasks_reminders,
        )
        from teranga.domains.places.actions import take_over  # noqa: F401 -- what the next one takes over
        from teranga.domains.places.actions.forget import give_places_back
        from teranga.domains.places.timeline import places_held

        join_timeline(places_held)
        letters.register()
        letters_reminders.register()
        on_leaving(give_places_back)
