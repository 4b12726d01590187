from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "teranga.domains.activity"
    label = "activity"
