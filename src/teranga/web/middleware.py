"""What every answer gets: a request id and the security headers."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from ipaddress import ip_address

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


class ProxyMiddleware:
    """Where a request comes from: the last address that a trusted proxy noted, or the one that connected.

    What a request says of itself is believed only where the settings count proxies in front of this program.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        proxies: int = settings.CONFIG.proxies
        if proxies:
            request.META["REMOTE_ADDR"] = client_address(request, proxies)
        plain = proxies and request.META.get("HTTP_X_FORWARDED_PROTO", "").lower() == "http"
        if settings.CONFIG.secure and not plain:
            request.META["wsgi.url_scheme"] = "https"  # the certificate is the proxy's; people see https
        return self.get_response(request)


def client_address(request: HttpRequest, proxies: int) -> str:
    """Each proxy adds the address it sees at the end; everything further left was sent by the visitor."""
    connected = request.META.get("REMOTE_ADDR", "")
    noted = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if len(noted) < proxies:
        return connected
    try:
        return str(ip_address(noted[-proxies]))
    except ValueError:
        return connected


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
    return f"{POLICY}; script-src 'self'; style-src {allowed}; require-trusted-types-for 'script'{upgrade}"
