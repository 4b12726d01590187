"""The promise of the README: from a fresh clone in an empty home directory to the first page."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

import run
from tests.demo_server import LONGEST_STOP, READY, free_port

LONGEST_WAY = 60  # seconds, with a warm package cache
LEFT_BEHIND = ("TERANGA_", "DJANGO_", "PYTHON", "PYTEST_", "VIRTUAL_ENV", "XDG_")


def home_of_a_newcomer(home: Path) -> dict[str, str]:
    """An empty home directory; only the way to packages and their cache are this machine's."""
    home.mkdir()
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    caches = {"UV_CACHE_DIR": str(cache / "uv"), "PIP_CACHE_DIR": str(cache / "pip")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_BEHIND)}
    return {**caches, **kept, "HOME": str(home)}


def first_line_that_is_ready(output: Path, process: subprocess.Popen[bytes]) -> str:
    while True:
        for line in output.read_text(encoding="utf-8").splitlines():
            if line.startswith(READY):
                return line.removeprefix(READY).strip()
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(output.read_text(encoding="utf-8"))


@pytest.mark.long
@pytest.mark.skipif(shutil.which("git") is None, reason="a fresh clone needs git")
def test_a_fresh_clone_shows_its_first_page_within_a_minute(tmp_path: Path) -> None:
    clone, output = tmp_path / "clone", tmp_path / "output.txt"
    subprocess.run(["git", "clone", "--quiet", str(run.ROOT), str(clone)], check=True)
    started = time.monotonic()
    with output.open("w") as written:
        process = subprocess.Popen(
            ["python3", "run.py", "demo", "--no-browser", "--port", str(free_port())],
            cwd=clone,
            env=home_of_a_newcomer(tmp_path / "home"),
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url = first_line_that_is_ready(output, process)
        with urllib.request.urlopen(url, timeout=30) as answer:
            page = answer.read().decode()
        taken = time.monotonic() - started
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(LONGEST_STOP)
    assert "</html>" in page
    print(f"from a fresh clone to the first page: {taken:.1f} s")
    assert taken <= LONGEST_WAY
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    )
    assert changed.stdout == ""
