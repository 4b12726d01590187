"""What the practice community's last meetup left: woven pictures, slides, thanks; and a room online."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teranga.cli.demo.load_events import find_event
from teranga.domains.activity.actions.record import COMMAND_LINE
from teranga.domains.communities.models import Community
from teranga.domains.credentials.actions.certificates import issue_certificates
from teranga.domains.events.actions.materials import add_material
from teranga.domains.events.actions.online_room import set_online_room
from teranga.domains.events.actions.photos import add_photo
from teranga.domains.events.actions.thanks import say_thanks, thank_helper
from teranga.foundation.translated import TranslatedText
from teranga.papers.weave import woven

PAST, ONLINE = "rencontre-rentree", "atelier-csv"
OPENS = 14 * 24 * 60  # minutes before it begins: at the demo the room stands open to those with a place
COLOURS = (  # ground, first, second of each picture, as its words tell them
    ("#1d1a16", "#1f3a68", "#d9822b"),
    ("#fbf8f2", "#7a9e7e", "#b5524a"),
    ("#e4dccf", "#fbf8f2", "#a8c3dd"),
)
PICTURES = (
    {"fr": "Un tissage bleu et orange : l’image tient lieu de la photo du groupe devant la Maison.",
     "en": "A blue and orange weave: it stands for the photo of the group in front of the house of trades.",
     "es": "Un tejido azul y naranja: hace las veces de la foto del grupo frente a la casa de oficios."},
    {"fr": "Un tissage vert et rouge : l’image tient lieu du mur des demandes, couvert de papiers.",
     "en": "A green and red weave: it stands for the wall of requests, covered with paper.",
     "es": "Un tejido verde y rojo: hace las veces del muro de pedidos, cubierto de papeles."},
    {"fr": "Un tissage clair : l’image tient lieu de quatre personnes autour d’un ordinateur.",
     "en": "A light weave: it stands for four people around a laptop.",
     "es": "Un tejido claro: hace las veces de cuatro personas alrededor de un portátil."},
)  # fmt: skip
SLIDES = {"fr": "Un mur de demandes : la recette", "en": "A wall of requests: the recipe",
          "es": "Un muro de pedidos: la receta"}  # fmt: skip
NOTEBOOK = {"fr": "Le carnet de l’exposé sur pandas (texte)", "en": "The notebook of the pandas talk (text)",
            "es": "El cuaderno de la charla sobre pandas (texto)"}  # fmt: skip
THANKS = {
    "fr": "Merci à la Maison des métiers pour la salle, et à toutes les personnes qui ont rangé les chaises.",
    "en": "Thanks to the house of trades for the room, and to everybody who put the chairs away.",
    "es": "Gracias a la casa de oficios por la sala, y a quienes recogieron las sillas.",
}
HELPERS = (
    ("Akouvi Tossou", {"fr": "L’accueil", "en": "The welcome", "es": "La acogida"}),
    ("Moussa Diarra", {"fr": "Le son", "en": "Sound", "es": "El sonido"}),
)  # fmt: skip


def load_remains(community: Community, at: datetime, seed: int) -> None:
    who: dict[str, Any] = {"by": COMMAND_LINE, "at": at}
    past, online = find_event(community, PAST), find_event(community, ONLINE)
    if past is None or online is None:
        raise LookupError(f"{PAST}, {ONLINE}")
    for number, words in enumerate(PICTURES):
        add_photo(
            event=past, sent=woven(seed + number, COLOURS[number]), alt=_typed(words),
            taken_by="Équipe d’essai", licence="cc-by",
            consent_note="Demandé à main levée avant la photo.", **who,
        )  # fmt: skip
    shown: dict[str, Any] = {"event": past, "licence": "cc-by", **who}
    add_material(title=_typed(SLIDES), url="https://example.org/mur", content=b"", file_name="",
                 made_by="Akouvi Tossou", **shown)  # fmt: skip
    add_material(
        title=_typed(NOTEBOOK), url="", content=b"import pandas as pd\n", file_name="carnet.txt",
        made_by="Moussa Diarra", **shown,
    )  # fmt: skip
    say_thanks(event=past, text=_typed(THANKS), **who)
    for name, what in HELPERS:
        thank_helper(event=past, name=name, what=_typed(what), agreed=True, **who)
    set_online_room(
        event=online,
        link="https://meet.example.org/atelier-du-jeudi",
        note="4711",
        opens_minutes=OPENS,
        **who,
    )


def load_certificates(community: Community, at: datetime) -> None:
    """For whoever came to it, once it is known who did."""
    past = find_event(community, PAST)
    if past is not None:
        issue_certificates(event=past, by=COMMAND_LINE, at=at)


def _typed(words: dict[str, str]) -> TranslatedText:
    """French puts a narrow space before its high signs."""
    return TranslatedText({code: text.replace(" :", "\u202f:") for code, text in words.items()})
