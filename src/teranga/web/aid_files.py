"""A proof as an answer: always saved, never shown by the browser, never kept on the way."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from teranga.base.uploads import Kind
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


def paper_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """A photo that was made anew here is shown; everything else is only ever saved."""
    if kind != Kind.JPEG:
        return sealed_answer(content, f"{name}.pdf")
    answer = sealed_answer(content, f"{name}.jpg")
    answer["Content-Type"] = "image/jpeg"
    answer["Content-Disposition"] = content_disposition_header(False, f"{name}.jpg") or "inline"
    return answer
