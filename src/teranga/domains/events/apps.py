from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "teranga.domains.events"
    label = "events"
