from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # models cannot be imported before Django is set up, and this file is read earlier
    from teranga.web.pagecache.stampreader import StampReader


@pytest.fixture
def read(transactional_db: None) -> Iterator[StampReader]:
    """The reader that the program uses, on the database of this test."""
    from tests.web.pagecache.visits import real_reader

    reader = real_reader()
    yield reader
    reader.close()
