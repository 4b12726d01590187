from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "teranga.domains.proposals"
    label = "proposals"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from django.db.models import Q

        from teranga.base.personal_data import before_the_end
        from teranga.base.sealed_files import owns_files
        from teranga.domains.people.leaving import on_leaving
        from teranga.domains.places.hooks import count_for, keep_quotas
        from teranga.domains.proposals import (  # noqa: F401 -- registers the jobs
            tasks,
            tasks_importing,
            tasks_told,
            tasks_writing,
        )
        from teranga.domains.proposals.actions.forgetting import forget_answers
        from teranga.domains.proposals.actions.leaving_talks import give_talks_back
        from teranga.domains.proposals.actions.slots import ReserveKeeper
        from teranga.domains.proposals.letters import join_writer_letters
        from teranga.domains.proposals.letters_review import join_review_letters
        from teranga.domains.proposals.letters_told import join_letters
        from teranga.domains.proposals.models import ProposalFile, ProposalImport
        from teranga.domains.proposals.queries_told import talks_by_quota
        from teranga.domains.proposals.translations import join_translations

        join_letters()
        join_writer_letters()
        join_translations()
        before_the_end(forget_answers)
        owns_files(ProposalFile, Q(size__gt=0))
        owns_files(ProposalImport, Q(has_folder=True))
        join_review_letters()
        count_for(talks_by_quota)
        keep_quotas(ReserveKeeper())
        on_leaving(give_talks_back)
        from teranga.domains.communities.queries_opportunities import join_opportunities
        from teranga.domains.proposals.opportunities import calls_on_the_board

        join_opportunities(calls_on_the_board)
