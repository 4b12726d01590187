from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "teranga.domains.ledger"
    label = "ledger"
