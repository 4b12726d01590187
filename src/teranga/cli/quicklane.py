"""A lane of its own for kept pages: the threads that take requests send them, pages to be made go to a pool.

Threads that take turns with Python's interpreter lock cost more than the answer of a kept page itself, and a
kept page should never wait behind a page that is being made. Granian calls a wrapper around the application
with a protocol object and the request; this is that wrapper, for its thread server (docs/decisions/0008).

A request with a body stays in the thread that took it: only there can its body be read.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

log = logging.getLogger("teranga.server")
REPLACED = "_wsgi_call_wrap"
TAKERS = 2  # threads that take requests
WITHOUT_BODY = ("GET", "HEAD", "OPTIONS")


def has_lane() -> bool:
    """Whether this release of Granian has the parts that the lane replaces."""
    try:
        from granian import wsgi
        from granian.server import mt
    except ImportError:
        return False
    return hasattr(mt, REPLACED) and all(hasattr(wsgi, name) for name in ("Response", "ResponseIterWrap"))


def open_lane(threads: int) -> None:
    """Let the threads that take requests send kept pages; pages to be made go to a pool of `threads`."""
    from granian.server import mt

    pool = ThreadPoolExecutor(threads, thread_name_prefix="teranga-page")

    def wrap(
        application: Any, _options: dict[str, Any], _access_log: str | None = None
    ) -> Callable[..., None]:
        answer = _in_pool(application)

        def take(protocol: Any, request: dict[str, Any]) -> None:
            kept = application.kept(request)
            if kept is not None:
                protocol.response_bytes(200, *kept)
            elif request["REQUEST_METHOD"] in WITHOUT_BODY:
                pool.submit(answer, protocol, request)
            else:
                answer(protocol, request)

        return take

    setattr(mt, REPLACED, wrap)


def _in_pool(application: Callable[..., Any]) -> Callable[[Any, dict[str, Any]], None]:
    from granian.wsgi import Response, ResponseIterWrap

    surroundings: dict[str, Any] = {
        **os.environ,
        "GATEWAY_INTERFACE": "CGI/1.1",
        "SCRIPT_NAME": "",
        "SERVER_SOFTWARE": "Granian",
        "wsgi.errors": sys.stderr,
        "wsgi.input_terminated": True,
        "wsgi.multiprocess": False,
        "wsgi.multithread": True,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }

    def answer(protocol: Any, request: dict[str, Any]) -> None:
        response = Response()
        try:
            body = application(surroundings | request, response)
            if isinstance(body, list):
                protocol.response_bytes(response.status, response.headers, b"".join(body))
            else:
                protocol.response_iter(response.status, response.headers, ResponseIterWrap(body))
        except (
            Exception
        ):  # Django answers its own faults; whatever is left must not leave the visitor waiting
            log.exception("The request was not answered")
            protocol.response_bytes(500, [("content-type", "text/plain")], b"Something broke on our side.\n")

    return answer
