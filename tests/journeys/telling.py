"""One telling of a long story: a practice community, its people, the clock, and a tab for whoever acts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page

from teranga.cli.demo.load_arrivals import seat_payers
from teranga.cli.demo.load_delegation import read_told
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.mail.models import OutgoingMail
from teranga.domains.people.actions.roles import grant_role
from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place, Scope
from teranga.domains.people.rules_roles import RoleAt
from tests.chromium import Look, Visit
from tests.factories.communities import a_community
from tests.factories.learning import a_member
from tests.factories.people import signed_in
from tests.served_here import served_here
from tests.web.organise.desk import a_second_factor

BEGUN = datetime(2027, 3, 1, 9, tzinfo=UTC)
OTHERS, TEAM = 39, 6
MAIN = "form button.main:visible"


class Story:
    """In one language. Two of the team score and sign, two pay, one keeps the books, one organises."""

    def __init__(self, language: str, clock: Any, open_tab: Callable[[Person | None, int], Page]) -> None:
        self.language, self.clock, self.tab = language, clock, open_tab
        self.community = a_community("pratique", kind="practice", languages=["fr", "en"], currency="XOF",
                                     default_language=language)  # fmt: skip
        self.told, self.dice = read_told(), random.Random("journey")
        self.people = [self.somebody() for _nth in range(OTHERS + TEAM)]
        self.committee, self.payers = self.people[:2], self.people[2:4]
        self.treasurer, self.organiser, *self.asking = self.people[4:]
        for scorer in self.committee:
            self._give("aid_committee", scorer)
        self._give("treasurer", self.treasurer)
        self._give("organiser", self.organiser)
        seat_payers(self.community, self.payers, BEGUN)

    def somebody(self) -> Person:
        return a_member(self.community, preferred_language=self.language)

    def say(self, english: str) -> str:
        with translation.override(self.language):
            return gettext(english)

    def go(self, page: Page, path: str) -> None:
        page.goto(f"/{self.language}{path}")

    def desk(self, page: Page, path: str) -> None:
        self.go(page, f"/organise/{self.community.slug}/{path}")

    def send(self, page: Page, what: str = MAIN) -> None:
        """As a hand does it: not before the form could be read."""
        self.clock.shift(timedelta(seconds=20))
        with page.expect_navigation():
            page.locator(what).first.click()

    def until(self, moment: datetime) -> datetime:
        self.clock.move_to(moment)
        return moment

    def last_mail_to(self, address: str) -> OutgoingMail:
        return OutgoingMail.objects.filter(to_address=address).latest("pk")

    def _give(self, role: str, person: Person) -> None:
        which = RoleAt(role, Scope.COMMUNITY, Place(community_id=self.community.pk))
        grant_role(person=person, which=which, by=COMMAND_LINE, at=BEGUN, rights=None)


@pytest.fixture
def story_in(
    visitor: Callable[..., Visit], settings: Any, tmp_path: Path
) -> Iterator[Callable[[str, Any], Story]]:
    settings.MEDIA_ROOT = tmp_path
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost"]
    with served_here() as server:

        def open_tab(language: str, person: Person | None, width: int) -> Page:
            page = visitor(server, Look(language, width=width)).page
            if person is not None:
                name = settings.SESSION_COOKIE_NAME
                value = a_second_factor(signed_in(person)).cookies[name].value
                page.context.add_cookies([{"name": name, "value": value, "url": server.url}])
            return page

        yield lambda language, clock: Story(language, clock, partial(open_tab, language))
