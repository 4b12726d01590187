"""nginx with one worker, serving the same compressed bytes as a file: what a static site would give."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from pathlib import Path

from bench.servers import Server, free_port, wait_for_port

PLACES = (None, "/usr/sbin", "/usr/local/sbin")
PAGE = "/page.html"
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
    open_file_cache max=16;
    keepalive_requests 1000000000;
    default_type "text/html; charset=utf-8";
    gzip_static on;
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


def serve(compressed: bytes, folder: Path) -> Server:
    """Serve these gzip bytes at PAGE. Raises LookupError without nginx, DidNotStart when it is silent."""
    program = find()
    if program is None:
        raise LookupError("nginx is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / PAGE.removeprefix("/")
    file.write_bytes(gzip.decompress(compressed))
    file.with_name(file.name + ".gz").write_bytes(compressed)
    port = free_port()
    user = "user root;\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port, user=user), encoding="utf-8")
    process = subprocess.Popen(
        [program, "-c", str(configuration), "-p", str(folder)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        text=True, start_new_session=True,
    )  # fmt: skip
    wait_for_port(process, port)
    return Server(port, process, folder)
