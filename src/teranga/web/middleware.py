"""What every answer gets: a request id and the security headers."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from teranga.domains.activity.actions.record import request_id

GetResponse = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'none'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
PERMISSIONS = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class RequestIdMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(secrets.token_hex(8))
        try:
            response = self.get_response(request)
            response.headers.setdefault("X-Request-Id", request_id.get())
            return response
        finally:
            request_id.reset(token)


class SecurityHeadersMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Content-Security-Policy", content_security_policy(styles=getattr(response, "style_hashes", ()))
        )
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def content_security_policy(styles: tuple[str, ...] = ()) -> str:
    """The page's policy: own scripts only, styles by their hashes (a cached page must not carry a nonce)."""
    upgrade = "; upgrade-insecure-requests" if settings.CONFIG.secure else ""
    allowed = " ".join(styles) or "'none'"
    return (
        f"{POLICY}; script-src 'self'; style-src {allowed};"
        f" require-trusted-types-for 'script'{upgrade}"
    )
