"""Changing how one signs in asks first for a proof that is not older than a quarter of an hour."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

FRESH = 15 * 60  # seconds


def is_fresh(request: HttpRequest) -> bool:
    """Proved lately, and with the second step where there is one: a mailed code alone then does not do."""
    proofs = get_authentication_records(request, request.user)
    if is_mfa_enabled(request.user):
        proofs = [proof for proof in proofs if proof.get("method") == "mfa"]
    return bool(proofs) and time.time() - proofs[-1]["at"] < FRESH


def freshly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open the view after a fresh proof; a form sent too late is filled in again."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("account"))
        if not is_fresh(request):
            return HttpResponseRedirect(f"{reverse('account-again')}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return wrapped
