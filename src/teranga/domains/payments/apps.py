from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "teranga.domains.payments"
    label = "payments"

    def ready(self) -> None:
        from teranga.domains.payments import tasks  # noqa: F401 -- registers the jobs
        from teranga.domains.payments.by_hand import ByHand
        from teranga.domains.payments.providers import register

        register(ByHand())
