"""teranga init"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from typing import TypeVar
from zoneinfo import available_timezones

from teranga.cli.parsing import SLUG, Commands, command, community_slug
from teranga.cli.refusal import Refusal
from teranga.cli.starting import migrate_if_needed, start_django
from teranga.domains.communities.addresses import RESERVED_COMMUNITIES
from teranga.foundation.folding import slug as slug_of
from teranga.foundation.translated import TranslatedText

T = TypeVar("T")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "init", run=run,
        summary="set up an installation with its first community",
        description="Set up an installation: prepare the database and create a community. What is not given\n"
        "as an option is asked.",
        example='  teranga init --name "Python Togo" --languages fr,en --currency XOF \\\n'
        "    --email team@example.org",
    )  # fmt: skip
    parser.add_argument("--name", metavar="NAME", help="the community's name")
    parser.add_argument("--slug", type=community_slug, metavar="PART", help="its part of the address")
    parser.add_argument("--languages", metavar="LIST", help="languages, the main one first, such as fr,en")
    parser.add_argument("--currency", metavar="CODE", help="three letters, such as XOF")
    parser.add_argument("--email", metavar="ADDRESS", help="the organiser's e-mail address")
    parser.add_argument("--zone", metavar="ZONE", default="UTC", help="such as Africa/Lome (default: UTC)")


def run(options: argparse.Namespace) -> int:
    name = _answer(options.name, "--name", "Name of the community", _name)
    languages = _answer(options.languages, "--languages", "Languages, the main one first (fr,en)", _languages)
    currency = _answer(options.currency, "--currency", "Currency (XOF)", _currency)
    email = _answer(options.email, "--email", "The organiser's e-mail address", _email)
    address = options.slug or slug_of(name)
    if address in RESERVED_COMMUNITIES:
        raise Refusal(f"“{address}” is the address of another page: choose another word with --slug.")
    if not SLUG.fullmatch(address):
        raise Refusal("The name gives no part of an address: choose one with --slug, such as python-togo.")
    if options.zone not in available_timezones():
        raise Refusal(f"“{options.zone}” is no time zone: it should look like Africa/Lome.")
    start_django()
    migrate_if_needed()
    _create(address, name, languages, currency, email, options.zone)
    link = _appoint(email, languages[0])
    print(f"“{name}” is ready, and {email} is its organiser. Next: teranga serve, then open")
    print(f"  http://localhost:8000/{languages[0]}/{address}/")
    if link:
        print(f"Sign in as the organiser within 20 minutes, once, without a mail:\n  {link}")
    return 0


def _appoint(email: str, language: str) -> str:
    """Make this address the installation's organiser; the link with which it signs in first."""
    from django.conf import settings
    from django.utils import timezone

    from teranga.domains.activity.actions.record import COMMAND_LINE
    from teranga.domains.people.actions.appoint import appoint
    from teranga.domains.people.policy import Scope
    from teranga.domains.people.rules_roles import RoleAt

    shown = language if language in dict(settings.LANGUAGES) else "en"
    organiser = RoleAt("organiser", Scope.INSTALLATION)
    appointed = appoint(email=email, language=shown, which=organiser, by=COMMAND_LINE, at=timezone.now())
    if not appointed.link_token:
        return ""
    return f"{settings.BASE_URL}/{shown}/me/sign-in/link/{appointed.link_token}/"


def _create(address: str, name: str, languages: list[str], currency: str, email: str, zone: str) -> None:
    from django.utils import timezone

    from teranga.domains.activity.actions.record import COMMAND_LINE
    from teranga.domains.communities.actions.create_community import SlugTaken, create_community

    try:
        create_community(
            slug=address, name=TranslatedText(dict.fromkeys(languages, name)), languages=languages,
            default_language=languages[0], currency=currency, contact_email=email, zone=zone, by=COMMAND_LINE,
            at=timezone.now(),
        )  # fmt: skip
    except SlugTaken as taken:
        raise Refusal(
            f"There is a community “{address}” already: choose another part with --slug."
        ) from taken


def _answer(given: str | None, option: str, question: str, read: Callable[[str], T]) -> T:
    """The option, or else an answer typed by a person; a wrong answer is asked again."""
    if given is not None:
        return read(given)
    if not sys.stdin.isatty():
        raise Refusal(f"Nobody is here to ask: say {option}.")
    while True:
        try:
            return read(input(f"{question}: "))
        except Refusal as refusal:
            print(refusal, file=sys.stderr)
        except EOFError:
            raise Refusal("The questions were not answered; nothing was created.") from None


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 2 <= len(name) <= 120:
        raise Refusal("A community's name has 2 to 120 letters.")
    return name


def _languages(text: str) -> list[str]:
    codes = [code for code in re.split(r"[,\s]+", text.strip().lower()) if code]
    for code in codes:
        if not LANGUAGE.fullmatch(code) or len(code) > 8:
            raise Refusal(f"“{code}” is no language code: write them like fr,en.")
    if not codes:
        raise Refusal("A community has at least one language: write them like fr,en.")
    return list(dict.fromkeys(codes))


def _currency(text: str) -> str:
    from babel.numbers import is_currency

    code = text.strip().upper()
    if not is_currency(code):
        raise Refusal(f"“{text.strip()}” is no currency: it has three letters, such as XOF, GHS or EUR.")
    return code


def _email(text: str) -> str:
    address = text.strip()
    if not EMAIL.fullmatch(address) or len(address) > 254:
        raise Refusal(f"“{address}” is no e-mail address: it should look like team@example.org.")
    return address
