"""Which templates the given addresses render: a program of its own, run on a copy of the demo's data.

Reads a JSON list of paths, answers with a JSON list of template names.
"""

from __future__ import annotations

import json
import sys

import django


def rendered(paths: list[str]) -> list[str]:
    django.setup()
    from django.template import engines
    from django.test import Client

    visitor = Client(raise_request_exception=False, headers={"host": "localhost"})
    for path in paths:
        visitor.get(path, follow=True)
    # Jinja keeps what it loaded: pages, what they extend and what they include.
    return sorted({name for _, name in engines["jinja2"].env.cache})


if __name__ == "__main__":
    print(json.dumps(rendered(json.load(sys.stdin))))
