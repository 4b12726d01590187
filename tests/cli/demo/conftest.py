"""One practice community for all tests that only look at it."""

from __future__ import annotations

from datetime import date

import pytest

from teranga.cli.demo.practice import build_practice
from teranga.cli.demo.world import Practice
from teranga.formats.programme import Programme


@pytest.fixture(scope="session")
def practice() -> Practice:
    return build_practice(date(2026, 11, 21))


@pytest.fixture(scope="session")
def programme(practice: Practice) -> Programme:
    return practice.conference_programme
