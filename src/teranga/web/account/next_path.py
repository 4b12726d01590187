"""Where to go afterwards: only a path of this site, whatever a link or a form says."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST = 500


def own_path(text: str | None) -> str:
    """The path when it certainly stays here, "" otherwise.

    Browsers read backslashes as slashes and drop control characters, so neither may stand in it.
    """
    if not text or len(text) > LONGEST or not text.startswith("/") or text.startswith("//"):
        return ""
    if "\\" in text or any(ord(letter) <= 32 or ord(letter) == 127 for letter in text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc or parts.path.startswith("//") else text
