from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "teranga.domains.learning"
    label = "learning"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.communities.queries import join_sections
        from teranga.domains.learning import tasks  # noqa: F401 -- registers the jobs
        from teranga.domains.learning.letters import join_letters
        from teranga.domains.learning.queries import shown_to_learners

        join_letters()
        join_sections("learning", shown_to_learners)
