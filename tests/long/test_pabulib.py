"""Equal shares elect on Pabulib's real elections whom pabutools elects, an implementation by others.

It is installed into an environment of the test's own: what it needs includes a solver that is not free.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import run
from teranga.engines.allocation import pabulib
from teranga.engines.allocation.equal_shares import Completion, equal_shares

pytestmark = pytest.mark.long
ELECTIONS = run.ROOT.parent / "shared" / "data" / "optimise" / "budget"
FILES = sorted(ELECTIONS.glob("*.pb"))


@pytest.mark.skipif(not FILES, reason="The elections of Pabulib are not here.")
def test_equal_shares_elect_whom_pabutools_elects(tmp_path: Path) -> None:
    theirs = of_pabutools(tmp_path)
    for file in FILES:
        election = pabulib.read(file.read_text(encoding="utf-8"))
        began = time.perf_counter()
        won = equal_shares(election.projects, election.voters, election.budget, completion=Completion.NONE)
        times = theirs[str(file)]["seconds"] / (time.perf_counter() - began)
        print(f"{file.stem}: {len(won)} of {len(election.projects)} elected, {times:.1f} times as fast")
        assert sorted(won) == theirs[str(file)]["won"]


def of_pabutools(folder: Path) -> dict[str, dict[str, Any]]:
    python = folder / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "-q", "pabutools==1.2.3"], check=True)
    script = Path(__file__).with_name("pabutools_winners.py")
    said = subprocess.run([str(python), str(script), *map(str, FILES)], check=True, capture_output=True)
    return json.loads(said.stdout)
