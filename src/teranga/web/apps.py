from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "teranga.web"
    label = "web"
