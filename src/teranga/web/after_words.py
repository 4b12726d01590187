"""Licences in words, and where they are explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from teranga.domains.events.models.after import Licence

NAMES = {
    "cc-by": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "cc-by-sa": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "cc0": ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "mit": ("MIT", "https://opensource.org/license/mit"),
    "apache-2": ("Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
}


def licence_name(code: str) -> str:
    return NAMES[code][0] if code in NAMES else _("Shown with permission; all rights stay with the maker")


def licence_address(code: str) -> str:
    return NAMES[code][1] if code in NAMES else ""


def licences() -> list[tuple[str, str]]:
    return [(code, licence_name(code)) for code in Licence.values]
