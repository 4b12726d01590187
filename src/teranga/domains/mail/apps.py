from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "teranga.domains.mail"
    label = "mail"

    def ready(self) -> None:
        from teranga.domains.mail import tasks  # noqa: F401 -- registers the jobs
