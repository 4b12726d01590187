"""Session types and topics that most calls have, in the languages of the interface."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teranga.domains.proposals.models import SessionType
from teranga.foundation.translated import TranslatedText

Way = SessionType.Way


@dataclass(frozen=True, slots=True)
class ReadyType:
    slug: str
    minutes: int
    names: tuple[str, str, str]  # English, French, Spanish
    way: str = Way.OPEN
    is_sponsored: bool = False


TYPES = (
    ReadyType("talk", 30, ("Talk", "Exposé", "Charla")),
    ReadyType("long-talk", 45, ("Long talk", "Exposé long", "Charla larga")),
    ReadyType("tutorial", 90, ("Tutorial", "Tutoriel", "Tutorial")),
    ReadyType("workshop", 180, ("Workshop", "Atelier", "Taller")),
    ReadyType("lightning", 5, ("Lightning talk", "Présentation éclair", "Charla relámpago")),
    ReadyType("poster", 60, ("Poster", "Affiche", "Póster")),
    ReadyType("panel", 45, ("Panel", "Table ronde", "Panel")),
    ReadyType("keynote", 45, ("Keynote", "Conférence plénière", "Charla magistral"), Way.INVITED),
    ReadyType("sponsored", 30, ("Sponsor session", "Session d’un sponsor", "Sesión de patrocinador"),
              Way.CODE, is_sponsored=True),
)  # fmt: skip
USUAL_TYPES = ("talk", "tutorial", "workshop", "lightning", "keynote")
TOPICS: dict[str, tuple[str, str, str]] = {
    "ai": ("AI and machine learning", "IA et apprentissage automatique", "IA y aprendizaje automático"),
    "data": ("Data", "Données", "Datos"),
    "web": ("Web and APIs", "Web et API", "Web y API"),
    "python": ("The language and its tools", "Le langage et ses outils", "El lenguaje y sus herramientas"),
    "testing": ("Testing and quality", "Tests et qualité", "Pruebas y calidad"),
    "devops": ("Running software", "Mise en production", "Operación de software"),
    "security": ("Security", "Sécurité", "Seguridad"),
    "hardware": ("Hardware and robots", "Matériel et robots", "Hardware y robots"),
    "science": ("Science", "Sciences", "Ciencia"),
    "education": ("Teaching and learning", "Enseigner et apprendre", "Enseñar y aprender"),
    "community": ("Community and careers", "Communauté et métiers", "Comunidad y carreras"),
    "society": ("Python in society", "Python dans la société", "Python en la sociedad"),
}  # fmt: skip
LANGUAGES = ("en", "fr", "es")


def in_languages(names: tuple[str, str, str], languages: Iterable[str]) -> TranslatedText:
    """The name in those of `languages` that there are; in English where there is none of them."""
    told = dict(zip(LANGUAGES, names, strict=True))
    wanted = [code for code in languages if code in told] or ["en"]
    return TranslatedText({code: told[code] for code in wanted})
