"""The generated members of the practice community and the few who run it."""

from __future__ import annotations

import random
import unicodedata
from datetime import date, timedelta
from pathlib import Path

from teranga.cli.demo.reading import Reader, read_mapping
from teranga.cli.demo.world import Member, Organiser
from teranga.foundation.translated import TranslatedText

TEXTS = Path(__file__).parent / "practice_texts"
MEMBERS = 900
DAYS_OF_GROWTH = 912  # thirty months
FICTION_PREFIX = "+3363998"  # 06 39 98 00 00 to 99 99: kept free for fiction by the French regulator
LEVELS = {"beginner": 46, "intermediate": 37, "advanced": 17}
GENDERS = {"": 24, "woman": 33, "man": 40, "nonbinary": 2, "femme trans": 1}  # drawn, never from the name
HELP_WEIGHTS = {"attend": 60, "share": 34, "contribute": 22, "mentor": 14, "partner": 4, "sponsor": 3}
TEAM = (
    ("Coordination", "Coordination", "Coordinación", "Chair", "Présidence", "Presidencia"),
    ("Coordination", "Coordination", "Coordinación", "Co-chair", "Coprésidence", "Copresidencia"),
    ("Money", "Finances", "Finanzas", "Treasurer", "Trésorerie", "Tesorería"),
    ("Programme", "Programme", "Programa", "Programme lead", "Responsable du programme", "Programa"),
    ("Programme", "Programme", "Programa", "Speaker care", "Accueil des intervenants", "Acogida de ponentes"),
    ("Venue", "Lieu", "Sede", "Venue and access", "Salle et accessibilité", "Sede y accesibilidad"),
    ("Welcome", "Accueil", "Acogida", "Volunteers", "Bénévoles", "Voluntariado"),
    ("Welcome", "Accueil", "Acogida", "Code of conduct", "Code de conduite", "Código de conducta"),
    ("Words", "Communication", "Comunicación", "News and translation", "Nouvelles et traduction", "Noticias"),
)


def make_members(today: date, seed: int) -> tuple[Member, ...]:
    """Members in the order in which they joined, over the last thirty months."""
    dice = random.Random(f"{seed}:members")
    names = read_mapping(TEXTS / "names.yaml")
    weights = {region: names.child("weights").number(region) or 0 for region in names.raw("regions")}
    towns = names.strings("towns")
    joined = sorted(
        today - timedelta(days=int(DAYS_OF_GROWTH * dice.random() ** 1.2)) for _ in range(MEMBERS)
    )
    phones = dice.sample(range(10_000), MEMBERS)
    told = random.Random(f"{seed}:genders").choices(list(GENDERS), list(GENDERS.values()), k=MEMBERS)
    taken: set[str] = set()
    members = []
    for index in range(MEMBERS):
        region = dice.choices(list(weights), list(weights.values()))[0]
        name = _name(dice, names.child("regions").child(region), taken)
        members.append(
            Member(
                index=index,
                name=name,
                email=f"{_address(name)}@example.org",
                phone=f"{FICTION_PREFIX}{phones[index]:04d}" if dice.random() < 0.6 else "",
                city=dice.choices(towns, (34, 24, 16, 11, 9, 6))[0],
                level=dice.choices(list(LEVELS), list(LEVELS.values()))[0],
                languages=tuple(dice.choice(names.child("spoken").raw(region))),
                help_ways=tuple(way for way, weight in HELP_WEIGHTS.items() if dice.random() * 100 < weight),
                joined=joined[index],
                gender=told[index],
            )
        )
    return tuple(members)


def make_organisers(members: tuple[Member, ...], seed: int) -> tuple[Organiser, ...]:
    """The team, drawn from those who have been members longest and are no beginners."""
    dice = random.Random(f"{seed}:organisers")
    experienced = [member for member in members[:200] if member.level != "beginner"]
    team = dice.sample(experienced, len(TEAM))
    return tuple(
        Organiser(
            member=member.index,
            group=TranslatedText({"en": group_en, "fr": group_fr, "es": group_es}),
            role=TranslatedText({"en": role_en, "fr": role_fr, "es": role_es}),
        )
        for member, (group_en, group_fr, group_es, role_en, role_fr, role_es) in zip(team, TEAM, strict=True)
    )


def _name(dice: random.Random, region: Reader, taken: set[str]) -> str:
    """A name that no other member has, also when it is written without accents."""
    while True:
        name = f"{dice.choice(region.strings('first'))} {dice.choice(region.strings('last'))}"
        if _address(name) not in taken:
            taken.add(_address(name))
            return name


def _address(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", ".").replace("'", "")
