from django.apps import AppConfig


class AidConfig(AppConfig):
    name = "teranga.domains.aid"
    label = "aid"
