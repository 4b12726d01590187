from __future__ import annotations


class Refusal(Exception):
    """A command cannot do what was asked. Its text is one sentence that says why and what to do."""
