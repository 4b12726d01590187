from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "teranga.domains.credentials"
    label = "credentials"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.credentials import tasks  # noqa: F401 -- registers the jobs
