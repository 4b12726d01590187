from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "teranga.domains.ledger"
    label = "ledger"

    def ready(self) -> None:
        from teranga.domains.ledger.letters import join_letters

        join_letters()
