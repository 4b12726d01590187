from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "teranga.base"
    label = "base"
