"""A year of the practice community on two phones, in French: a student's, and an organiser's.

She joins from a poster, finds a PyDay that is full, waits, is offered a place, is checked in by a helper
without a network, is matched with a mentor and plans a project. The team gives more places, sees the forecast
before and the truth after, the goal moves, a newsletter goes out, a decision is published.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import Look, Visit
from tests.demo_server import DemoServer
from tests.web.account.test_in_a_browser import an_organiser, give_code

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
STUDENT, NAME = "afi.etudiante@example.org", "Afi Étudiante"
PYDAY, DESK = "/fr/practice/pyday-coming/", "/fr/organise/practice/"
MAIN = "main form button.main"
TYPING = 75  # milliseconds a letter: a form that is filled in faster than by hand is refused
QUICKEST = 2_100  # milliseconds: whoever sends a form sooner is taken for a program
LOOKS = 40
SLOW = 30_000  # milliseconds for what a job does


class Phone:
    """One person's phone, what it photographs along the way, and the mails that reach it."""

    def __init__(self, server: DemoServer, visit: Visit, name: str) -> None:
        self.server, self.visit, self.page, self.name, self.shots = server, visit, visit.page, name, 0

    def open(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def type(self, field: str, text: str) -> None:
        self.page.locator(field).first.press_sequentially(text, delay=TYPING)

    def press(self, words: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=words).first.click()

    def follow(self, words: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=words).first.click()

    def sees(self, words: str | re.Pattern[str], timeout: float = 10_000) -> None:
        expect(self.page.locator("main")).to_contain_text(words, timeout=timeout)
        self.shots += 1
        self.visit.screenshot(f"year-{self.name}-{self.shots:02}")

    def code(self) -> str:
        query = "SELECT body FROM mail_outgoingmail WHERE to_address = ? ORDER BY id DESC LIMIT 1"
        return re.search(r"\b(\d{6})\b", ask(self.server, query, STUDENT))[1]  # type: ignore[index]


def ask(server: DemoServer, query: str, *values: object) -> str:
    with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)) as database:
        return str(database.execute(query, values).fetchone()[0])


def test_a_year_of_a_student_and_of_the_team(own_demo_server: DemoServer, visitor: Open) -> None:
    student = Phone(own_demo_server, visitor(own_demo_server, Look()), "student")
    team = Phone(own_demo_server, visitor(own_demo_server, Look()), "team")
    give_code(team.page, own_demo_server, an_organiser(own_demo_server))
    before = members(team)
    join_from_the_poster(student)
    assert members(team) == before + 1
    wait_for_the_full_pyday(student)
    see_the_forecast_and_give_more_places(team)
    take_the_offered_place(student)
    check_in_without_a_network(team, Phone(own_demo_server, visitor(own_demo_server, Look()), "door"))
    ask_for_a_mentor(student)
    match(team)
    say_yes_to_the_mentor(student)
    plan_a_project(student)
    see_the_truth(team)
    send_a_newsletter(team)
    publish_a_decision(team, student)
    assert [visit.strange_hosts for visit in (student.visit, team.visit)] == [set(), set()]


def members(team: Phone) -> int:
    """As the goals' page counts them for everybody."""
    text = team.open("/fr/practice/goals/").locator("main").inner_text()
    return int(re.sub(r"\D", "", re.search(r"([\d\u202f]+)\s+membres en tout", text)[1]))  # type: ignore[index]


def join_from_the_poster(student: Phone) -> None:
    page = student.open("/fr/practice/join/poster/")
    expect(page.locator("svg.qr, main svg").first).to_be_visible()
    student.open("/fr/practice/join/?from=qr")
    student.type("#name", NAME)
    student.type("#contact", STUDENT)
    for consent in page.locator("input[name=consents]").all():
        consent.check()
    page.locator(MAIN).first.click()
    page.wait_for_url("**/join/confirm/")
    student.type("input[name=code]", student.code())
    page.locator(MAIN).first.click()
    page.wait_for_url("**/fr/me/?joined=practice")
    student.sees("Communauté d’essai")


def wait_for_the_full_pyday(student: Phone) -> None:
    page = student.open("/fr/practice/")
    student.follow("Toutes les rencontres")
    student.follow("PyDay, en salle et en ligne")
    student.sees("150 personnes sont sur la liste d’attente")
    student.follow("M’inscrire sur la liste d’attente")
    expect(page.locator("#website")).to_be_attached()
    page.locator("input[name=answer][value=going]").check()
    page.wait_for_timeout(QUICKEST)
    student.press("Envoyer ma réponse")
    student.sees("Tu es numéro 151")


def see_the_forecast_and_give_more_places(team: Phone) -> None:
    page = team.open(f"{DESK}pyday-coming/forecast/")
    expect(page.locator("main svg").first).to_be_visible()
    team.sees(re.compile(r"viendront|viendraient"))
    team.open(f"{DESK}pyday-coming/places/")
    page.locator("main a[href*='/places/quotas/']").first.click()
    page.fill("#size, input[name=size]", "260")
    page.locator(MAIN).first.click()
    team.sees("proposées")


def take_the_offered_place(student: Phone) -> None:
    page = student.open("/fr/me/")
    student.follow(re.compile("PyDay"))
    for _look in range(LOOKS):  # a job moves those who wait up, fifty at a time
        if "Une place est gardée pour toi" in page.locator("main").inner_text():
            break
        page.wait_for_timeout(500)
        page.reload()
    student.sees("Une place est gardée pour toi")
    student.press("Oui, je viens")
    student.sees("Tu as une place")


def check_in_without_a_network(team: Phone, helper: Phone) -> None:
    page = team.open(f"{DESK}pyday-coming/door/new/")
    page.locator("form.form button.main").click()
    expect(page.locator("svg.qr")).to_be_visible()
    helper.open(re.sub(r"^https?://[^/]+", "", page.locator(".say a").inner_text()))
    door = helper.page
    door.fill("#helper", "Efua")
    door.locator("button.door-main").click()
    expect(door.locator("[data-door][data-kept]")).to_be_attached()
    door.context.set_offline(True)
    door.reload()
    expect(door.locator("[data-door][data-ready]")).to_be_attached()
    door.fill("#q", "afi e")
    door.locator("[data-list] .door-person", has_text="Afi É.").first.click()
    expect(door.locator("[data-said]")).to_have_text("Bienvenue, Afi É.")
    helper.visit.screenshot("year-door-offline")
    door.context.set_offline(False)
    expect(door.locator("[data-state]")).to_have_text("Connecté · tout est envoyé")


def ask_for_a_mentor(student: Phone) -> None:
    page = student.open("/fr/practice/learning/")
    student.follow("Mentorat d’automne")
    page.locator("main a[href$='/mentee/']").first.click()
    for name in ("goals", "topics", "languages", "times"):
        page.locator(f"input[name={name}]").first.check()
    page.wait_for_timeout(QUICKEST)
    page.locator(MAIN).first.click()
    student.sees("Mentorat d’automne")


def match(team: Phone) -> None:
    page = team.open(f"{DESK}mentoring/")
    team.follow("Mentorat d’automne")
    team.press(re.compile("^Chercher"))
    expect(page.get_by_role("button", name=re.compile("^Proposer"))).to_be_visible(timeout=SLOW)
    team.press(re.compile("^Proposer"))
    team.sees(NAME)


def say_yes_to_the_mentor(student: Phone) -> None:
    student.open("/fr/me/mentoring/")
    student.press("Oui, cela me plaît")
    student.sees("Nous attendons l’autre réponse.")


def plan_a_project(student: Phone) -> None:
    page = student.open("/fr/me/projects/")
    student.follow("Nouveau projet")
    page.fill("#title", "Les marchés de mon quartier")
    page.fill("#steps", "2027-01-15 | Relever les prix\n2027-02-01 | Dessiner la carte")
    page.locator(MAIN).first.click()
    student.sees("Dessiner la carte")


def see_the_truth(team: Phone) -> None:
    team.open(f"{DESK}rencontre-rentree/forecast/")
    team.sees(re.compile("venues|sont venus|arriv"))


def send_a_newsletter(team: Phone) -> None:
    page = team.open(f"{DESK}newsletter/")
    page.locator(".desk-work .rows a").first.click()
    team.press(re.compile("Préparer|Remettre"))
    team.press("Choisir les destinataires")
    page.locator("#count").wait_for()
    heading = page.get_by_role("heading", name=re.compile("reçoivent|reçoit")).first.inner_text()
    page.fill("#count", re.sub(r"\D", "", heading))
    team.press("Approuver et envoyer")
    team.sees("Le premier e-mail part à")


def publish_a_decision(team: Phone, student: Phone) -> None:
    page = team.open(f"{DESK}decisions/add/")
    page.fill("[name=question_fr]", "Où se tient le prochain PyDay ?")
    page.fill("[name=options_fr]", "Sur le campus\nEn ville")
    page.fill("[name=answer_fr]", "Sur le campus, dans le grand amphithéâtre.")
    page.locator(MAIN).first.click()
    team.follow("Noter ce qui a été décidé")
    page.fill("[name=decided_by]", "Coordination")
    page.locator(MAIN).first.click()
    student.open("/fr/practice/decisions/")
    student.sees("Où se tient le prochain PyDay")
