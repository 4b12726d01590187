"""The practice community's board of opportunities: some that exist, some made up, two that are over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from teranga.cli.demo.reading import read_mapping
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions.opportunities import add_opportunity
from teranga.domains.communities.actions.opportunity_help import offer_help
from teranga.domains.communities.actions.opportunity_use import count_look, tell_outcome
from teranga.domains.communities.models import Community, Membership
from teranga.domains.people.queries import first_address
from teranga.foundation.translated import TranslatedText

FILE = Path(__file__).parent / "practice_texts" / "opportunities.yaml"
LOOKS = ({"whatsapp": 23, "telegram": 4, "here": 9}, {"whatsapp": 12, "mail": 3}, {"here": 6})
TEXTS = ("title", "text", "who_note", "money", "outcome")


def load_opportunities(community: Community, today: date, at: datetime) -> None:
    rows = [
        add_opportunity(community=community, by=COMMAND_LINE, at=at, **_values(row, today, community.zone))
        for row in read_mapping(FILE).raw("opportunities")
    ]
    for row, ways in zip(rows, LOOKS, strict=False):
        for way, count in ways.items():
            for _look in range(count):
                count_look(row=row, way=way, at=at)
    confirmed = Membership.objects.filter(community=community, state=Membership.State.CONFIRMED)
    members = [one.person for one in confirmed.select_related("person").order_by("pk")[20:60]]
    for number, person in enumerate(members[:13]):
        tell_outcome(row=rows[-1], person=person, what="got" if number < 5 else "applied", at=at)
    helper = next(person for person in members if first_address(person))
    offer_help(row=rows[0], person=helper, shown_as=helper.name.split(" ")[0], at=at)


def _values(row: dict[str, Any], today: date, zone: str) -> dict[str, Any]:
    days, hour = row.get("days"), row.get("hour")
    return {
        "kind": row["kind"], "url": row["url"], "source": row["source"], "who": row.get("who", []),
        "languages": row["languages"], "zone": row.get("zone", zone), "got_told": row.get("got"),
        "last_day": None if days is None else today + timedelta(days=days),
        "last_hour": time.fromisoformat(hour) if hour else None,
        **{name: TranslatedText(row.get(name, {})) for name in TEXTS},
    }  # fmt: skip
