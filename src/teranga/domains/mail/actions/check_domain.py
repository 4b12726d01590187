"""Asking the name servers about the sending domain: by a job, never while somebody waits for a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from teranga.base import jobs
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor, record
from teranga.domains.mail.models import DomainCheck
from teranga.domains.mail.rules_domain import HOST, SELECTOR, read_dkim, read_dmarc, read_spf

if TYPE_CHECKING:
    import dns.resolver

Ask = Callable[[str], list[str] | None]
PATIENCE = 8.0  # seconds a question


class DomainRefused(Exception):
    """This is no domain or selector that can be looked up. The text says what to write."""


def sending_domain() -> str:
    """The part after the @ of the address that all mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()


def ask_for_check(*, selector: str, by: Actor, at: datetime) -> DomainCheck:
    """Note the wish and let a job look. Raises DomainRefused."""
    domain, selector = sending_domain(), selector.strip().lower()
    if not HOST.fullmatch(domain):
        raise DomainRefused(
            _("Mails leave from “{domain}”, which is no public domain. Set TERANGA_MAIL_FROM first.").replace(
                "{domain}", domain
            )
        )
    if selector and not SELECTOR.fullmatch(selector):
        raise DomainRefused(_("A selector is a short word such as “mail” or “s1”. Your provider tells it."))
    with write():
        check = DomainCheck.objects.create(domain=domain, selector=selector, asked_at=at)
        jobs.enqueue("mail.check_domain", at=at, payload={"check_id": check.pk})
        changes = {"domain": [None, domain]}
        record(by=by, verb="mail.domain_check", object_type="domain_check", object_id=check.pk, at=at,
               changes=changes)  # fmt: skip
    return check


def look_up(*, check_id: int, clock: Callable[[], datetime], ask: Ask | None = None) -> DomainCheck | None:
    """Ask for the three records and keep what was found."""
    check = DomainCheck.objects.filter(pk=check_id, finished_at=None).first()
    if check is None:
        return None
    ask = ask or text_records
    findings = [
        read_spf(ask(check.domain)),
        read_dkim(ask(f"{check.selector}._domainkey.{check.domain}") if check.selector else [],
                  check.selector),
        read_dmarc(ask(f"_dmarc.{check.domain}")),
    ]  # fmt: skip
    with write():
        check.findings, check.finished_at = [asdict(one) for one in findings], clock()
        check.save(update_fields=["findings", "finished_at"])
    return check


def text_records(
    name: str, resolver: dns.resolver.Resolver | None = None, patience: float = PATIENCE
) -> list[str] | None:
    """The TXT records of a name; [] when it has none; None when no name server could be asked.

    Aliases (CNAME) are followed. Without a resolver, the name servers of this machine are asked.
    """
    import dns.exception
    import dns.resolver

    try:
        answer = (resolver or dns.resolver.get_default_resolver()).resolve(name, "TXT", lifetime=patience)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError):
        return None
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
