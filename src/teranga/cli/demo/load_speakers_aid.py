"""The open round of the practice conference: who confirmed a talk there and needs help asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from teranga.cli.demo.load_aid import TEXTS, PracticeApplication, a_pot, apply
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.aid.actions import round_rows, rounds
from teranga.domains.aid.models import AidRound
from teranga.domains.events.models import Event
from teranga.domains.proposals.models import Proposal, ProposalSpeaker
from teranga.foundation.translated import TranslatedText

LASTS = timedelta(days=29)


def load_speakers_aid(event: Event, at: datetime) -> None:
    """One round, and two speakers in it: one lets the committee know that they speak, one does not."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    row = _a_round(event, told, at)
    speakers = ProposalSpeaker.objects.filter(
        event=event, position=0, person__isnull=False, proposal__state=Proposal.State.CONFIRMED,
        proposal__needs_aid=True, country="TG",
    ).select_related("person")  # fmt: skip
    for index, speaker in enumerate(speakers.order_by("pk")[:2]):
        said = {
            "country": speaker.country, "motivation": told["motivations"][index],
            "circumstances": told["circumstances"][index], "shows_talk": index == 0, "step": 4,
        }  # fmt: skip
        if speaker.person is not None:
            one = PracticeApplication(speaker.person, said, {"bed": 24_000}, _bus(event, 31_000))
            apply(row, one, at, talk=speaker)


def _a_round(event: Event, told: Mapping[str, Any], at: datetime) -> AidRound:
    zone, texts = ZoneInfo(event.community.zone), told["speakers"]
    closes = datetime.combine((at + LASTS).astimezone(zone).date(), time(22), zone)
    name, about, rules = (TranslatedText(texts[key]) for key in ("name", "about", "rules"))
    row = rounds.draft_round(
        community=event.community, event=event, by=COMMAND_LINE, at=at, opens_at=at, closes_at=closes,
        decide_by=closes.date() + timedelta(days=5), currency="XOF", ceiling=150_000, name=name, about=about,
        rules=rules,
    )  # fmt: skip
    for part in texts["parts"]:
        round_rows.save_part(round=row, by=COMMAND_LINE, at=at, **part)
    for line in told["rubric"]:
        round_rows.save_criterion(
            round=row, name=TranslatedText(line["name"]), help=TranslatedText(line["help"]),
            weight=line["weight"], by=COMMAND_LINE, at=at,
        )  # fmt: skip
    round_rows.set_fund(round=row, fund=a_pot(event.community, told["fund"], at), by=COMMAND_LINE, at=at)
    return rounds.publish_round(round=row, by=COMMAND_LINE, at=at)


def _bus(event: Event, minor: int) -> list[dict[str, Any]]:
    ends = ("Le Cap-aux-Voiles", event.city)
    return [{"from": here, "to": there, "means": "bus", "minor": minor} for here, there in (ends, ends[::-1])]
