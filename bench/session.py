"""One run of the benchmark: its folder, its servers, its rows; whatever was started is ended with it."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.rows import Row
from bench.servers import Server, start_teranga
from tests.postgresql import Cluster

LANGUAGE = "fr"
EVENT = f"/{LANGUAGE}/practice/pycon-practice/"
COMMUNITY = f"/{LANGUAGE}/practice/"


@dataclass
class Run:
    quick: bool = False
    rows: list[Row] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    stack: ExitStack = field(default_factory=ExitStack)
    _shared: dict[str, Any] = field(default_factory=dict)

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *error: object) -> None:
        self.stack.close()

    @property
    def rounds(self) -> int:
        return 1 if self.quick else 5

    @property
    def seconds(self) -> float:
        """How long one run of the load generator lasts."""
        return 1.0 if self.quick else 4.0

    @property
    def folder(self) -> Path:
        return self._once("folder", self._make_folder)

    @property
    def demo(self) -> Server:
        """The demo world on SQLite, fresh, served by one process."""
        return self._once("demo", lambda: self.start("demo", self.folder / "demo", options=("--no-browser",)))

    @property
    def cluster(self) -> Cluster:
        """A PostgreSQL of this run's own. Raises NoPostgreSQL."""
        return self._once("cluster", self._start_cluster)

    @property
    def demo_on_postgresql(self) -> Server:
        return self._once(
            "demo on PostgreSQL",
            lambda: self.start(
                "demo",
                self.folder / "demo-postgresql",
                database_url=self.cluster.url,
                options=("--no-browser",),
            ),
        )

    def start(self, command: str, data: Path, **how: Any) -> Server:
        server = start_teranga(command, data, **how)
        self.stack.callback(server.stop)
        return server

    def started(self, name: str) -> bool:
        return name in self._shared

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self._shared:
            self._shared[name] = make()
        return self._shared[name]

    def _make_folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="teranga-bench-"))
        folder.chmod(0o711)  # PostgreSQL runs as another user when we are root
        self.stack.callback(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def _start_cluster(self) -> Cluster:
        cluster = Cluster.start(self.folder / "postgresql")
        self.stack.callback(cluster.stop)
        return cluster

    def add(self, *rows: Row) -> None:
        self.rows += rows

    def say(self, text: str) -> None:
        """Progress, on stderr: the table alone goes to stdout."""
        print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)
