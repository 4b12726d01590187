"""What is built can be installed alone: no clone beside it, an empty environment, and a page in French."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

import run
from tests.demo_server import LONGEST_STOP, READY, free_port

pytestmark = pytest.mark.long
ENVIRONMENT = {
    name: value for name, value in os.environ.items()
    if not name.startswith(("TERANGA_", "DJANGO_", "PYTHON", "PYTEST_", "VIRTUAL_ENV"))
} | {"UV_SYSTEM_CERTS": "1"}  # fmt: skip


def uv(*arguments: str | Path) -> None:
    found = run.find_uv() or run.uv_inside()
    assert found is not None, "A wheel is built with uv, which run.py puts into .venv."
    command = [*found, *map(str, arguments)]
    done = subprocess.run(command, cwd=run.ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run.compile_catalogues(Path(sys.executable))
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--wheel", "--quiet", "--out-dir", folder)
    [built] = folder.glob("teranga-*.whl")
    return built


def test_the_wheel_holds_whatever_the_program_reads(wheel: Path) -> None:
    source = run.ROOT / "src"
    wanted = {
        file.relative_to(source).as_posix()
        for file in (source / "teranga").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert {"teranga/locale/fr/LC_MESSAGES/django.mo", "teranga/domains/events/plan_template.yaml"} <= wanted
    with zipfile.ZipFile(wheel) as content:
        held = set(content.namelist())
    assert sorted(wanted - held) == []
    strange = {name for name in held - wanted if not re.match(r"teranga-[^/]+\.dist-info/", name)}
    assert strange == set()
    print(f"the wheel: {wheel.stat().st_size / 1e6:.1f} MB, {len(held)} files")


def test_the_wheel_alone_founds_a_community_and_serves_it(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    uv("venv", "--quiet", "--python", sys.executable, home)
    python = home / run.PYTHON.relative_to(run.VENV)
    uv(
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
        run.REQUIREMENTS / "base.txt",
        "--python",
        python,
    )
    uv("pip", "install", "--quiet", "--no-deps", "--offline", wheel, "--python", python)
    teranga = python.with_name("teranga")
    founding = (
        "--name",
        "Python Aného",
        "--languages",
        "fr,en",
        "--currency",
        "XOF",
        "--email",
        "a@example.org",
    )
    data = ("--data", str(tmp_path / "data"))
    subprocess.run(
        [teranga, "init", *founding, *data], cwd=tmp_path, env=ENVIRONMENT, check=True, timeout=120
    )
    port = free_port()
    process = subprocess.Popen(
        [teranga, "serve", "--port", str(port), *data], cwd=tmp_path, env=ENVIRONMENT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = next((line for line in process.stdout if line.startswith(READY)), "")
        assert said, "the server ended before it answered"
        with urllib.request.urlopen(f"http://localhost:{port}/fr/", timeout=30) as answer:
            page = answer.read().decode()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=LONGEST_STOP)
    assert '<html lang="fr"' in page
    assert "Toutes les communautés" in page
