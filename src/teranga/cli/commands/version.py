"""teranga version"""

from __future__ import annotations

import argparse
import platform
import tomllib
from importlib import metadata
from pathlib import Path

from teranga.cli.parsing import Commands, command


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    command(
        commands, common, "version", run=run,
        summary="say which version this is",
        description="Say which version of Teranga this is, and on what it runs.",
        example="  teranga version",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    django, granian = metadata.version("Django"), metadata.version("granian")
    print(f"Teranga {own_version()}, Python {platform.python_version()}, Django {django}, Granian {granian}")
    return 0


def own_version() -> str:
    try:
        return metadata.version("teranga")
    except metadata.PackageNotFoundError:  # run from a clone
        project = Path(__file__).resolve().parents[4] / "pyproject.toml"
        return tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
