"""When a mail is tried again, and what never goes into one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from teranga.domains.people.normal_forms import one_line

# Seconds to wait after the first, second … failure of one mail; after the last it is given up.
RETRIES = (30, 120, 600, 3600, 4 * 3600, 12 * 3600)
ABANDONED_AFTER = timedelta(minutes=15)  # a worker that took a mail and died
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put each value in place of its `{name}`, once. A name without a value stays as it is written.

    Values are never read again, so a person called "{code}" gets a mail to "{code}"; nothing is looked up
    by attribute or key.
    """
    clean = {name: one_line(value) for name, value in values.items()}
    return PLACEHOLDER.sub(lambda found: clean.get(found[1], found[0]), text)
