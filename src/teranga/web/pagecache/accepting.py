"""Which encoding a browser takes, by RFC 9110: what it refuses with q=0 is never sent."""

from __future__ import annotations

from functools import lru_cache

OURS = ("br", "gzip")  # the smaller one first


@lru_cache(maxsize=256)
def best_encoding(header: str) -> str:
    """What to send: "br", "gzip", or "" for the bytes as they are. At equal weights the smaller one."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[{"x-gzip": "gzip"}.get(name, name)] = _weight(parameters)
    anything_else = weights.get("*", 0.0)
    offered = [(weights.get(name, anything_else), name) for name in OURS]
    best, name = max(offered, key=lambda offer: offer[0])
    return name if best > 0 and best >= weights.get("identity", 0.0) else ""


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
