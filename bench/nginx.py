"""nginx with one worker, serving the same answer from a file: what a static site would give.

It sends the same compressed body and the same headers. It keeps no open files (open_file_cache), because with
those a changed file would show only after a while; without them it is as fresh as the program.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from bench.servers import Answer, Server, ended_on_failure, free_port, wait_for_port

PLACES = (None, "/usr/sbin", "/usr/local/sbin")
PAGE = "/page.html"
ITS_OWN = ("connection", "content-encoding", "content-length", "content-type", "date", "etag", "server")
CONFIGURATION = """
{user}daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    default_type "{kind}";
    gzip_static on;
    {headers}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def find() -> str | None:
    return next((found for place in PLACES if (found := shutil.which("nginx", path=place))), None)


def directives(headers: Mapping[str, str]) -> str:
    """nginx's own words for every header that it does not send by itself."""
    more = {name: value for name, value in headers.items() if name not in ITS_OWN}
    return "\n    ".join(f'add_header {name} "{value}";' for name, value in more.items())


def serve(answer: Answer, folder: Path) -> Server:
    """Serve this gzipped answer at PAGE. Raises LookupError without nginx, DidNotStart when it is silent."""
    program = find()
    if program is None:
        raise LookupError("nginx is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / PAGE.removeprefix("/")
    file.write_bytes(gzip.decompress(answer.body))
    file.with_name(file.name + ".gz").write_bytes(answer.body)
    port = free_port()
    user = "user root;\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    text = CONFIGURATION.format(
        folder=folder,
        port=port,
        user=user,
        headers=directives(answer.headers),
        kind=answer.headers["content-type"],
    )
    configuration.write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [program, "-c", str(configuration), "-p", str(folder)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        text=True, start_new_session=True,
    )  # fmt: skip
    with ended_on_failure(process):
        wait_for_port(process, port)
    return Server(port, process, folder)
