"""The demo world does not come into a database that holds something real."""

from __future__ import annotations

import pytest

from teranga.cli.demo.load import load_demo
from teranga.cli.refusal import Refusal
from tests.domains.events.programmes import community
from tests.everything import everything


@pytest.mark.django_db
def test_a_real_installation_is_left_alone() -> None:
    community()
    before = everything()
    with pytest.raises(Refusal, match="holds a real installation"):
        load_demo(None)
    assert everything() == before
