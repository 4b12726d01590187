"""Codes that people copy by hand: 27 symbols that are not mistaken for one another, and one check symbol."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ379"
READ_AS = str.maketrans(
    {"2": "Z", "4": "A", "5": "S", "6": "G", "8": "B"}
)  # digits read where a letter stood
WEIGHTS = (1, 2)  # finds every single wrong symbol and every swap of two neighbours

Choose = Callable[[Sequence[str]], str]


def check_symbol(symbols: str) -> str:
    """The symbol that makes a code's weighted sum a multiple of 27."""
    total = sum(ALPHABET.index(symbol) * WEIGHTS[index % 2] for index, symbol in enumerate(symbols))
    # The check symbol's own weight is 1 or 2; both have an inverse modulo 27 (1 and 14).
    inverse = (1, 14)[len(symbols) % 2]
    return ALPHABET[-total * inverse % len(ALPHABET)]


def new_code(choose: Choose, length: int = 5) -> str:
    """A fresh code with its check symbol, written as people see it: "7K3QX-M"."""
    symbols = "".join(choose(ALPHABET) for _ in range(length))
    return f"{symbols}-{check_symbol(symbols)}"


def read_code(typed: str, length: int = 5) -> str | None:
    """The code that was meant, however it was typed (case, spaces, dashes), or None when it cannot be one."""
    bare = re.sub(r"[\s\-–—_.]+", "", typed.upper()).translate(READ_AS)
    if len(bare) != length + 1 or any(symbol not in ALPHABET for symbol in bare):
        return None
    symbols, check = bare[:length], bare[length]
    return f"{symbols}-{check}" if check == check_symbol(symbols) else None


def keyed_digest(secret: str, purpose: str, *values: str) -> str:
    """What is stored instead of a code: it cannot be turned back, nor guessed offline without the secret."""
    message = "\x1f".join((purpose, *values)).encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
