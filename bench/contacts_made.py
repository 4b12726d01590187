"""A list of people as communities have them: twice, misspelt, pasted together from three programs. Seeded."""

from __future__ import annotations

import random
from dataclasses import dataclass

FIRST = ("Afi", "Aïcha", "Ama", "Béatrice", "Élom", "Françoise", "Kodjo", "Kofi", "Kossi", "Mawulé", "Renée",
         "Sénam", "Yao", "Zoé", "Abdoulaye", "Ndèye", "Cheikh", "Hervé", "Noël", "José")  # fmt: skip
LAST = ("Agbodjan", "Amétépé", "Boa", "Déla", "Diallo", "Koné", "Lawson", "Mensah", "N'Diaye", "Ouédraogo",
        "Sène", "Traoré", "Zinsou", "García", "Adjévi", "Gnassé")  # fmt: skip
CITIES = ("Lomé", "Kara", "Aného", "Kpalimé", "Sokodé", "Tsévié", "Dapaong")
ENCODINGS = ("utf-8", "cp1252", "mac_roman")
BAD = (
    "{local}@",
    "{local}@@example.org",
    "{local}",
    "@example.org",
    "{local}@exam ple.org",
    "séna@example.org",
)


@dataclass(frozen=True, slots=True)
class MadeList:
    content: bytes
    lines: int
    people: int  # how many human beings with an address that works
    repeated: int
    bad: int


def made_list(lines: int, seed: int) -> MadeList:
    """One line in five says again who was there before; one in twenty-five has no address that works."""
    dice = random.Random(seed)
    rows: list[bytes] = [b"Nom;Adresse e-mail;T\xe9l\xe9phone;Ville"]
    known: list[tuple[str, str]] = []
    repeated = bad = 0
    for nth in range(lines):
        name, city = f"{dice.choice(FIRST)} {dice.choice(LAST)}", dice.choice(CITIES)
        kind = dice.random()
        if kind < 0.2 and known:
            email, phone = dice.choice(known)
            again = dice.randrange(3)
            email, phone = ((email.upper(), ""), ("", phone), (f" {email} ", phone))[again]
            repeated += 1
        elif kind < 0.24:
            email, phone = dice.choice(BAD).format(local=f"p{nth}"), ""
            bad += 1
        else:
            email, phone = (
                f"person.{nth}@example.org",
                f"+228 90 {nth // 10_000:02} {nth // 100 % 100:02} {nth % 100:02}",
            )
            known.append((email, phone))
        rows.append(f"{name};{email};{phone};{city}".encode(dice.choice(ENCODINGS)))
    return MadeList(b"\r\n".join(rows), lines, len(known), repeated, bad)
