from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "teranga.domains.learning"
    label = "learning"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from teranga.domains.communities.queries import join_sections
        from teranga.domains.communities.queries_opportunities import join_opportunities
        from teranga.domains.learning import tasks  # noqa: F401 -- registers the jobs
        from teranga.domains.learning.actions.cohort_mails import CohortKeeper
        from teranga.domains.learning.actions.cohort_places import give_cohort_places_back
        from teranga.domains.learning.letters import join_letters
        from teranga.domains.learning.metrics import join_metrics
        from teranga.domains.learning.opportunities import mentoring_on_the_board
        from teranga.domains.learning.queries import shown_to_learners
        from teranga.domains.learning.queries_paths import learners_by_quota
        from teranga.domains.learning.timeline import join_timelines
        from teranga.domains.people.leaving import on_leaving
        from teranga.domains.places.hooks import count_for, keep_quotas

        join_metrics()
        join_opportunities(mentoring_on_the_board)
        join_timelines()
        on_leaving(give_cohort_places_back)
        count_for(learners_by_quota)
        keep_quotas(CohortKeeper())
        join_letters()
        join_sections("learning", shown_to_learners)
