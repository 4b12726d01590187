from __future__ import annotations

from django.utils import timezone

from teranga.base.jobs import daily, task
from teranga.domains.aid.actions.aftermath import ask_all
from teranga.domains.aid.actions.files import delete_file, sweep
from teranga.domains.aid.actions.guardians import ask_guardian
from teranga.domains.aid.actions.offers import expire_offer
from teranga.domains.aid.actions.receipts import end_receipt_photos
from teranga.domains.aid.actions.review import end_window, tell_news
from teranga.domains.aid.actions.scenarios import solve_scenario
from teranga.domains.aid.actions.settling import pay_on_arrival
from teranga.domains.aid.links_award import award_address
from teranga.domains.aid.models import AidApplication, AidAward, AidRound, Scenario


@task("aid.end_window")
def end_the_window(*, community_id: int, round_id: int) -> None:
    row = AidRound.objects.filter(community=community_id, pk=round_id).first()
    if row:
        end_window(round=row, at=timezone.now())


@task("aid.ask_guardian")
def ask_the_guardian(*, community_id: int, application_id: int) -> None:
    row = AidApplication.objects.filter(community=community_id, pk=application_id).first()
    if row:
        ask_guardian(application=row, at=timezone.now())


@task("aid.tell_news")
def tell_the_news(*, community_id: int, application_id: int) -> None:
    rows = AidApplication.objects.filter(community=community_id, pk=application_id)
    row = rows.select_related("person", "round__community").first()
    if row:
        tell_news(application=row, at=timezone.now())


@task("aid.solve")
def solve_the_scenario(*, community_id: int, scenario_id: int) -> None:
    rows = Scenario.objects.filter(community=community_id, pk=scenario_id, done_at=None)
    row = rows.select_related("round__community", "round__event").first()
    if row:
        solve_scenario(scenario=row, at=timezone.now())


@task("aid.expire_offer")
def expire_the_offer(*, community_id: int, award_id: int) -> None:
    rows = AidAward.objects.filter(community=community_id, pk=award_id)
    row = rows.select_related("application", "round").first()
    if row:
        expire_offer(award=row, at=timezone.now())


@task("aid.pay_on_arrival")
def pay_who_arrived(*, community_id: int, award_id: int) -> None:
    rows = AidAward.objects.filter(community=community_id, pk=award_id)
    row = rows.select_related("application", "round").first()
    if row:
        pay_on_arrival(award=row, at=timezone.now())


@task("aid.tell_award")
def tell_of_the_award(*, community_id: int, application_id: int) -> None:
    rows = AidApplication.objects.filter(community=community_id, pk=application_id)
    row = rows.select_related("person", "round__community").first()
    if row:
        tell_news(application=row, link=award_address(row, row.language), at=timezone.now())


@task("aid.delete_file")
def delete_the_file(*, name: str) -> None:
    delete_file(name)


@daily("aid.sweep_files", hour=3)
def sweep_files() -> None:
    sweep(timezone.now())


@daily("aid.end_receipt_photos", hour=3)
def end_the_receipt_photos() -> None:
    end_receipt_photos(at=timezone.now())


@daily("aid.ask_what_became", hour=9)
def ask_what_became() -> None:
    ask_all(at=timezone.now())
