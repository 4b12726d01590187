from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

if TYPE_CHECKING:  # models cannot be imported before Django is set up, and this file is read earlier
    from tests.web.public.worlds import Opened


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Four days before the event of `a_world` opens, unless the test says otherwise."""
    from tests.web.public.worlds import NOW

    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker: Any) -> Opened:
    """A world whose every address was opened once for all tests of the module, and which is gone again."""
    from django.db import transaction
    from django.test import Client, override_settings

    from tests.web.public.worlds import LANGUAGES, NOW, Opened, a_world, addresses

    then = time_machine.travel(NOW, tick=False)
    with then, django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        world = a_world()
        paths = {language: addresses(world, language) for language in LANGUAGES}
        known = {path for names in paths.values() for path in names.values()}
        answers = {path: Client().get(path) for path in sorted(known)}
        transaction.set_rollback(True)
    return Opened(world, paths, answers)
