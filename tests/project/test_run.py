"""run.py says plainly what it can do, and what is in the way when it cannot."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import run

REGISTRIES = [f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]


def started(*arguments: str, without: str = "") -> subprocess.CompletedProcess[str]:
    """run.py in a Python of its own; `without` names a module that this Python lacks."""
    program = str(run.ROOT / "run.py")
    if not without:
        return subprocess.run(
            [sys.executable, program, *arguments], capture_output=True, text=True, check=False
        )
    script = f"import runpy, sys; sys.modules[{without!r}] = None; sys.argv = [{program!r}, *{arguments!r}]"
    return subprocess.run(
        [sys.executable, "-c", f"{script}; runpy.run_path({program!r}, run_name='__main__')"],
        capture_output=True,
        text=True,
        check=False,
    )


def pinned(name: str) -> dict[str, str]:
    """Each package of a requirements file with its version and hashes, whatever system it is for."""
    text = (run.REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.findall(r"^(\S+)==(.*(?:\n\s+--hash.*)*)", text, re.MULTILINE)
    return {package.lower(): re.sub(r" ;.*(?= \\)", "", rest) for package, rest in blocks}


def test_without_a_command_it_lists_the_commands() -> None:
    done = started()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run.HELP
    for command in ("demo", "serve", "teranga", "test", "check", "messages", "bench"):
        assert re.search(rf"^  {command} ", done.stdout, re.MULTILINE)


def test_an_unknown_command_is_refused_with_one_sentence() -> None:
    done = started("dmeo")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no command “dmeo”. These are the commands: python3 run.py --help\n"


def test_a_python_that_is_too_old_is_told_so_in_one_sentence() -> None:
    program = str(run.ROOT / "run.py")
    script = f"import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_path({program!r})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Teranga needs Python 3.11 or newer; this is Python 3.9.2.\n"


def test_every_package_is_pinned_with_hashes() -> None:
    for name in ("base", "test", "installer"):
        packages = pinned(name)
        assert packages
        assert [package for package, rest in packages.items() if "--hash=sha256:" not in rest] == []


def test_the_test_packages_contain_the_base_packages() -> None:
    everything = pinned("test")
    assert {package: everything.get(package) for package in pinned("base")} == pinned("base")


def test_no_registry_is_named() -> None:
    files = [run.ROOT / "run.py", run.ROOT / ".ci" / "run", *run.REQUIREMENTS.iterdir()]
    named = [(file.name, host) for file in files for host in REGISTRIES if host in file.read_text("utf-8")]
    assert named == []


def test_source_is_found_by_the_interpreter_it_installed_for(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import teranga; print(teranga.__file__)"],
        cwd=tmp_path,
        env=run.clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).parent == run.ROOT / "src" / "teranga"
