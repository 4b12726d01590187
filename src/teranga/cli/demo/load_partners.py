"""The practice community's partners: made up, with a contact, an agreement and what they lend."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from teranga.cli.demo.reading import read_mapping
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.actions.listed_rows import add_row
from teranga.domains.communities.actions.partner_logo import set_logo
from teranga.domains.communities.models import Community
from teranga.foundation.translated import TranslatedText
from teranga.papers.weave import woven

FILE = Path(__file__).parent / "practice_texts" / "partners.yaml"


def load_partners(community: Community, today: date, at: datetime) -> None:
    def add(to: str, **values: Any) -> Any:
        return add_row(community=community, to=to, by=COMMAND_LINE, at=at, **values)

    def ago(days: int | None) -> date | None:
        return None if days is None else today - timedelta(days=days)

    for row in read_mapping(FILE).raw("partners"):
        partner = add(
            "partner", name=row["name"], kind=row["kind"], what=TranslatedText(row["what"]), url=row["url"],
            since=str(today.year - row["years"]), is_shown=row.get("shown", True),
        )  # fmt: skip
        if "colours" in row:
            set_logo(
                partner=partner,
                sent=woven(len(row["name"]), (*row["colours"], "#fffefa")),
                by=COMMAND_LINE,
                at=at,
            )
        for contact in row.get("contacts", ()):
            add("contact", partner_id=partner.pk, **contact)
        for told in row.get("agreements", ()):
            add("agreement", partner_id=partner.pk, title=told["title"], they_do=told["they"],
                we_do=told["we"], since=ago(told["since"]), until=ago(told.get("until")))  # fmt: skip
        for lent in row.get("lent", ()):
            add("lent", partner_id=partner.pk, what=lent["what"], since=ago(lent["since"]),
                due=ago(lent.get("due")), returned=ago(lent.get("returned")))  # fmt: skip
