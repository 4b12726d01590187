from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "teranga.domains.credentials"
    label = "credentials"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.communities.timeline import join_timeline
        from teranga.domains.credentials import tasks  # noqa: F401 -- registers the jobs
        from teranga.domains.credentials.actions.certificates import issue_path_certificate
        from teranga.domains.credentials.timeline import certificates_got
        from teranga.domains.learning.hooks import listen_to_finishes

        join_timeline(certificates_got)
        listen_to_finishes(issue_path_certificate)
