"""Running the `teranga` command in this process, and reading what it says."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from teranga.cli.main import main


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Teranga:
    """`teranga("version")` runs the command and gives its exit code and both outputs."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: object) -> Answer:
        self._capsys.readouterr()
        before = dict(os.environ)  # a command may name another data directory for its own process
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as refused:  # argparse's way of saying it
            code = int(refused.code or 0)
        finally:
            os.environ.clear()
            os.environ.update(before)
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)

    def file(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file
