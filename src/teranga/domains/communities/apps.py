from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "teranga.domains.communities"
    label = "communities"
