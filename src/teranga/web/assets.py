"""Style sheets and scripts: read once, made small, named by their digest. Styles go into the page itself."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli

STATIC = Path(__file__).resolve().parent / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file under /static/, kept ready in three encodings."""

    path: str
    content_type: str
    body: bytes
    gzip: bytes
    brotli: bytes


@lru_cache(maxsize=64)
def style(name: str) -> str:
    """A bundle of style sheets, small enough to stand in the page: "core" or the name of one component."""
    folder = STATIC / "css"
    files = sorted((folder / "core").glob("*.css")) if name == "core" else [folder / f"{name}.css"]
    return shrink_css("".join(file.read_text(encoding="utf-8") for file in files))


def shrink_css(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,>]) ?", r"\1", re.sub(r": ", ":", text)).replace(";}", "}").strip()


def csp_hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Every script, by its address. The digest in the address lets browsers keep it for a year."""
    found = {}
    for file in sorted((STATIC / "js").glob("*.js")):
        body = file.read_bytes()
        path = f"/static/{hashlib.sha256(body).hexdigest()[:12]}/{file.name}"
        found[path] = Asset(
            path, TYPES[file.suffix], body, gzip.compress(body, 9, mtime=0), brotli.compress(body, quality=11)
        )
    return found


@lru_cache(maxsize=64)
def script_address(name: str) -> str:
    """Where the script of this file name is served. Raises LookupError for a name that does not exist."""
    for path in assets():
        if path.endswith(f"/{name}"):
            return path
    raise LookupError(name)
