from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "teranga.domains.learning"
    label = "learning"
