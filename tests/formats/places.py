"""Where the tests of formats find their files, and real ones beside the repository when they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from teranga.formats.programme import Finding, ReadResult
from teranga.formats.schedule import read_programme

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def real(name: str) -> bytes:
    """A file of real data, which is not part of the repository; the test is skipped where it is missing."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"../shared/data/{name} is not here")
    return path.read_bytes()


def imported(name: str, **companions: bytes) -> ReadResult:
    return read_programme(fixture(name), name, companions=companions)


def coded(result: ReadResult, code: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.code == code]
