from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "teranga.domains.people"
    label = "people"
