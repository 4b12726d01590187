"""A draw that anybody can repeat: the order follows from a seed and from the codes alone.

The seed's digest is published before anybody enters, the seed afterwards. Whoever has the seed and the codes
sorts them by SHA-256 of "seed:code", written in hexadecimal, the smallest first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def digest_of(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()


def drawn_order(seed: str, codes: Iterable[str]) -> list[str]:
    """The codes in the order of the draw."""
    return sorted(codes, key=lambda code: (digest_of(f"{seed}:{code}"), code))
