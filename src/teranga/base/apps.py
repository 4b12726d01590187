from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "teranga.base"
    label = "base"

    def ready(self) -> None:
        from teranga.base.backup import tasks  # noqa: F401 -- registers the job
