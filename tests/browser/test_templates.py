"""No template is forgotten: a row of PAGES sees it, or a test that is named for it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import run
from tests.architecture.source import TEMPLATES
from tests.browser.conftest import Address
from tests.browser.pages import PAGES, SEEN_ELSEWHERE
from tests.demo_server import DemoServer, copy_of


def rendered(paths: list[str], data: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.templates_rendered"],
        input=json.dumps(paths),
        cwd=run.ROOT,
        env={**run.clean_environment(), "TERANGA_DATA": str(data), "TERANGA_DEMO": "yes"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_every_template_is_visited(demo_server: DemoServer, address: Address, tmp_path: Path) -> None:
    paths = [address(name, "fr") for name in PAGES]
    seen = rendered(paths, copy_of(demo_server, tmp_path / "demo"))
    every = {file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html")}
    assert "\n".join(sorted(every - seen - set(SEEN_ELSEWHERE))) == ""


def test_a_template_seen_elsewhere_is_named_by_the_test_that_sees_it() -> None:
    for template, file in SEEN_ELSEWHERE.items():
        assert (TEMPLATES / template).exists()
        assert template in (run.ROOT / file).read_text(encoding="utf-8")
