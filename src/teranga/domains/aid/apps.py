from django.apps import AppConfig


class AidConfig(AppConfig):
    name = "teranga.domains.aid"
    label = "aid"

    def ready(self) -> None:
        # Models cannot be imported before the apps are ready.
        from django.db.models import Q

        from teranga.base.personal_data import before_the_end
        from teranga.domains.aid import tasks  # noqa: F401 -- registers the jobs
        from teranga.domains.aid.actions.arriving import Arrived
        from teranga.domains.aid.actions.fading import end_journeys, end_stories
        from teranga.domains.aid.actions.files import owns_files
        from teranga.domains.aid.actions.leaving import forget_applicant
        from teranga.domains.aid.actions.pool_beds import leave_rooms
        from teranga.domains.aid.letters import join_letters
        from teranga.domains.aid.models import Aftermath, Proof, Receipt
        from teranga.domains.aid.opportunities import rounds_on_the_board
        from teranga.domains.aid.queries import shown_to_everybody
        from teranga.domains.communities.queries import join_sections
        from teranga.domains.communities.queries_opportunities import join_opportunities
        from teranga.domains.people.leaving import on_leaving
        from teranga.domains.places.hooks import listen_to_arrivals

        join_letters()
        owns_files(Proof, Q(size__gt=0))
        owns_files(Receipt, Q(size__gt=0))
        owns_files(Aftermath, Q(has_photo=True))
        listen_to_arrivals(Arrived())
        on_leaving(forget_applicant)
        join_opportunities(rounds_on_the_board)
        join_sections("aid", shown_to_everybody)
        on_leaving(leave_rooms)
        before_the_end(end_journeys)
        before_the_end(end_stories)
