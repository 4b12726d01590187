"""A proof as an answer: always saved, never shown by the browser, never kept on the way."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from teranga.web.media_views import SANDBOX


def sealed_answer(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Content-Security-Policy": SANDBOX, "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )  # fmt: skip
