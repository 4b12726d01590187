"""Serving this installation: one process unless more workers are asked for, and one line when it answers."""

from __future__ import annotations

import errno
import http.client
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from typing import Any

from teranga.cli import quicklane
from teranga.cli.refusal import Refusal
from teranga.cli.starting import say

APPLICATION = "teranga.project.wsgi:application"
BLOCKING_THREADS = 3
LONGEST_START = 60.0  # seconds
LOGGING = {
    "handlers": {
        "console": {"formatter": "generic", "class": "logging.StreamHandler", "stream": "ext://sys.stderr"},
        "access": {"formatter": "access", "class": "logging.StreamHandler", "stream": "ext://sys.stderr"},
    }
}


def refuse_taken_port(host: str, port: int) -> None:
    """Look before the database is prepared, so that the sentence comes at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as failure:
            raise Refusal(_why_not(failure, host, port)) from failure


def _why_not(failure: OSError, host: str, port: int) -> str:
    if failure.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: stop the other program, or choose another port with --port."
    if failure.errno == errno.EACCES:
        return f"Port {port} is kept for the system: choose one from 1024 with --port."
    return f"Nothing can listen on {host}, port {port}: {failure.strerror or failure}."


def serve(*, host: str, port: int, workers: int, when_ready: Callable[[str], None] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM. `when_ready` is called with the address after it answered."""
    from django.db import connections  # by now the settings are read

    address = f"http://{_reachable(host)}:{port}"
    watch = threading.Thread(target=_announce, args=(address, host, port, when_ready), daemon=True)
    watch.start()
    server = _server(host, port, workers)
    connections.close_all()  # what a command opened is of no use to the threads and processes that serve
    server.serve()
    return 0


def _server(host: str, port: int, workers: int) -> Any:
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.log import LogLevels

    options: dict[str, Any] = {
        "address": host, "port": port, "interface": Interfaces.WSGI, "workers": workers,
        "blocking_threads": BLOCKING_THREADS, "log_level": LogLevels.warning, "log_dictconfig": LOGGING,
    }  # fmt: skip
    one_process = one_process_server() if workers == 1 else None
    if one_process is not None:
        if settings.CONFIG.database.engine == "sqlite" and quicklane.has_lane():
            # Reading a stamp from PostgreSQL waits for another process: there the lane would hold others up.
            quicklane.open_lane(BLOCKING_THREADS)
            options["blocking_threads"] = quicklane.TAKERS
        return one_process(APPLICATION, **options)
    from granian.server.mp import MPServer

    return MPServer(APPLICATION, **options)


def one_process_server() -> type[Any] | None:
    """Granian's server with its worker as a thread of this process, which halves what the program weighs.

    Granian offers this where Python runs without its interpreter lock. With the lock it works as well: the
    network runs in Rust, and Python in a few threads that take turns. None where a release of Granian no
    longer has the parts this needs; then its ordinary server is used (docs/decisions/0008-one-process.md).
    """
    try:
        from granian.server.common import AbstractServer
        from granian.server.mt import MTServer
    except ImportError:
        return None
    if not hasattr(MTServer, "_check_gil"):
        return None

    class OneProcess(MTServer):
        def _check_gil(self) -> None:
            pass

        def serve(self, *arguments: Any, **options: Any) -> None:
            AbstractServer.serve(self, *arguments, **options)  # without the notice about free threading

    return OneProcess


def _announce(address: str, host: str, port: int, when_ready: Callable[[str], None] | None) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        if _answers(_own(host), port):
            print(f"Teranga is ready at {address}/", flush=True)
            if when_ready:
                when_ready(address)
            return
        time.sleep(0.05)
    say(f"Teranga did not answer within {LONGEST_START:.0f} seconds. “teranga doctor” says what to look at.")


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _own(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- read, not bound


def _reachable(host: str) -> str:
    own = _own(host)
    if own in ("127.0.0.1", "::1"):
        return "localhost"
    return f"[{own}]" if ":" in own else own


def open_browser(address: str) -> None:
    """Open a browser where a person sits; a server or a build has none."""
    if sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)
