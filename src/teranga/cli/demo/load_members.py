"""What the practice community's members share and offer, a list brought along, and where they were heard."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from teranga.cli.demo.reading import read_mapping
from teranga.domains.activity.actions.record import COMMAND_LINE, Actor
from teranga.domains.communities.actions import heard, import_members, offers
from teranga.domains.communities.actions.buddies import ask_for_buddy
from teranga.domains.communities.actions.chapters import choose_chapter
from teranga.domains.communities.actions.lists.put_in import apply_list
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Community, Membership
from teranga.domains.communities.queries import chapters_of
from teranga.domains.people.models import Person

TEXTS = Path(__file__).parent / "practice_texts" / "members.yaml"
SHARING, WELCOMING, AT_HOME, NEW = 30, 4, 24, 3


def load_members(community: Community, people: list[Person], seed: int, at: datetime) -> None:
    """All through the actions that members and organisers use, with a fixed seed."""
    dice = random.Random(f"{seed}:sharing")
    told = read_mapping(TEXTS)
    some = dice.sample(people[:400], SHARING)
    rows = {
        row.person_id: row
        for row in Membership.objects.filter(
            community=community, person__in=[*some, *people[-NEW:]]
        ).select_related("community", "person")
    }
    mine = [rows[person.pk] for person in some]
    update_community(community=community, welcomes_newcomers=True, by=COMMAND_LINE, at=at)
    for row in mine:
        offers.share_in_directory(membership=row, shared=True, language="fr", by=_self(row), at=at)
    _offer_talks(mine, told.strings("talks"), dice, at)
    _welcome(mine[-WELCOMING:], [rows[person.pk] for person in people[-NEW:]], at)
    _settle_in_chapters(community, mine[:AT_HOME], at)
    _be_heard(community, mine, told.raw("heard"), at)
    _bring_a_list(community, told.string("list"), at)


def _self(row: Membership) -> Actor:
    return Actor("member", row.person_id)


def _offer_talks(rows: list[Membership], talks: tuple[str, ...], dice: random.Random, at: datetime) -> None:
    for row, about in zip(rows, talks, strict=False):
        offers.offer_to_speak(
            membership=row, about=about, languages=row.person.languages or ["fr"], city=row.person.city,
            travels=dice.random() < 0.5, remote=dice.random() < 0.7, for_sisters=dice.random() < 0.6,
            by=_self(row), at=at,
        )  # fmt: skip


def _welcome(hosts: list[Membership], new: list[Membership], at: datetime) -> None:
    for row in hosts:
        offers.welcome_newcomers(
            membership=row, languages=["fr", "en"], city=row.person.city, most=2, by=_self(row), at=at
        )
    for row in new[:1]:
        ask_for_buddy(membership=row, by=_self(row), at=at)


def _settle_in_chapters(community: Community, rows: list[Membership], at: datetime) -> None:
    chapters = chapters_of(community)
    for chapter in chapters:
        update_community(community=chapter, chapter_kind="city", by=COMMAND_LINE, at=at)
    for index, row in enumerate(rows if chapters else ()):
        choose_chapter(membership=row, chapter=chapters[index % len(chapters)], by=_self(row), at=at)


def _be_heard(community: Community, rows: list[Membership], told: list[dict[str, Any]], at: datetime) -> None:
    for row, one in zip(rows, told, strict=False):
        heard.note_appearance(
            membership=row, title=one["title"], event_name=one["event"], city=one["city"],
            day=at.date() - timedelta(days=one["days_ago"]), url="", by=_self(row), at=at,
        )  # fmt: skip
    trip = heard.save_delegation(
        community=community, row=None, event_name="PyCon Exemple", city="Exempleville", country="",
        start=at.date() - timedelta(days=70), url="", people_count=9, note="", by=COMMAND_LINE, at=at,
    )  # fmt: skip
    for row in rows[:4]:
        delegate = heard.name_delegate(delegation=trip, membership=row, by=COMMAND_LINE, at=at)
        heard.answer_delegate(delegate=delegate, person=row.person, yes=True, by=_self(row), at=at)


def _bring_a_list(community: Community, text: str, at: datetime) -> None:
    upload = import_members.receive_list(
        community=community, file_name="liste-de-presence.csv", content=text.encode("cp1252"),
        by=COMMAND_LINE, at=at,
    )  # fmt: skip
    import_members.examine(upload, clock=lambda: at)
    import_members.ask_to_apply(
        upload=upload, standing="recorded", basis="Ces personnes ont signé notre liste de présence (fictif).",
        by=COMMAND_LINE, at=at,
    )  # fmt: skip
    upload.refresh_from_db()
    apply_list(upload, clock=lambda: at)
