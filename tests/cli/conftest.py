from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commanding import Teranga


@pytest.fixture
def teranga(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Teranga]:
    """The command, with this process's file mode mask and environment as they were afterwards."""
    mask = os.umask(0o022)
    kept = dict(os.environ)
    yield Teranga(capsys, tmp_path)
    os.environ.clear()
    os.environ.update(kept)
    os.umask(mask)
