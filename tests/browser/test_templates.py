"""No template is forgotten: a row of PAGES sees it, or the test that answers the form before it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import run
from tests.architecture.source import TEMPLATES
from tests.browser.conftest import Address
from tests.browser.pages import AFTER_A_FORM, PAGES
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
    assert "\n".join(sorted(every - seen - set(AFTER_A_FORM))) == ""


def test_what_only_a_form_shows_is_seen_by_the_test_that_is_named() -> None:
    for template, file in AFTER_A_FORM.items():
        assert (TEMPLATES / template).exists()
        assert template in (run.ROOT / file).read_text(encoding="utf-8")
