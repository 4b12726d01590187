"""A request that is too large is refused before any of it is read, and one with signs that no text has."""

from __future__ import annotations

import re

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse

from teranga.web import errors
from teranga.web.middleware import GetResponse

LARGEST_UPLOAD = 12_000_000  # a form with its files
NUL = re.compile("%00|\x00")  # PostgreSQL keeps no text with it
LONGEST_TYPE = 300  # a boundary of a form is at most 70 signs


class RequestSizeMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kind = request.META.get("CONTENT_TYPE", "")
        if len(kind) > LONGEST_TYPE:
            return errors.bad_request(request)
        if NUL.search(request.META.get("QUERY_STRING", "")) or "\x00" in request.path:
            return errors.bad_request(request)
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not (told.isascii() and told.isdecimal()):
            return errors.bad_request(request)
        largest = (
            LARGEST_UPLOAD
            if kind.lower().startswith("multipart/form-data")
            else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        )
        return errors.too_large(request) if int(told) > largest else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        is_nul = isinstance(exception, DataError | ValueError) and "NUL" in str(exception)
        return errors.bad_request(request) if is_nul else None
