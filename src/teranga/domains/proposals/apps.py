from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "teranga.domains.proposals"
    label = "proposals"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.proposals import tasks  # noqa: F401 -- registers the jobs
