from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "teranga.domains.proposals"
    label = "proposals"
