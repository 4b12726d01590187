"""The program served over HTTP by a thread of the test itself: a browser sees what the test's clock says.

For whole stories, whose months pass by `time_machine` and whose crowds act in the same database. The test is
`django_db(transaction=True)`: each request has a connection of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections

from tests.demo_server import DemoServer


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = False  # `server_close` waits for them

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served_here() -> Iterator[DemoServer]:
    """Without data of its own: whatever the test's database holds, behind the page cache as everywhere."""
    from teranga.web.pagecache.front import PageCache  # models come once Django is set up
    from tests.web.pagecache.visits import real_reader

    reader = real_reader()
    program = PageCache(get_wsgi_application(), reader)
    server = make_server("localhost", 0, program, _Server, _Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield DemoServer(f"http://localhost:{server.server_port}", "", 0)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        reader.close()
