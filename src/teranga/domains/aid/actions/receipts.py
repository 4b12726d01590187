"""Receipts: sent as a photo, sealed like every file of somebody in need, and looked at by a person."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP
from typing import Any

from teranga.base import jobs
from teranga.base.idempotency import once
from teranga.base.uploads import Sent
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.applications import locked_application, note
from teranga.domains.aid.actions.files import delete_file_later, put_file, read_file, taken_in
from teranga.domains.aid.actions.proofs import day_of_deletion
from teranga.domains.aid.models import AidApplication, AidAward, Part, Receipt
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.domains.ledger.models import Rate
from teranga.domains.ledger.queries import latest_rate
from teranga.foundation.money import Money, digits_of

MOST = 30
BUNDLED = timedelta(minutes=30)  # whoever checks takes one receipt after the other: one mail for all
OPEN = (AidApplication.State.ACCEPTED, AidApplication.State.FULFILLED)


class TooManyReceipts(Exception):
    """The award has as many receipts as it may have. Nothing was kept."""


class NoRate(Exception):
    """Nobody wrote down what this currency is worth; a rate is never guessed. Nothing was changed."""


class ReceiptRefused(Exception):
    """It was looked at before, is of the person who looks, or does not say as much. Nothing was changed."""


def send_receipt(
    *, award: AidAward, part: Part, money: Money, day: date, sent: Sent | None, by: Actor, at: datetime,
    key: str = "",
) -> Receipt:  # fmt: skip
    """The form with this key is kept once. Raises UploadRefused, TooManyReceipts, IllegalApplicationMove."""
    content, kind = taken_in(sent)

    def act() -> dict[str, Any]:
        row = locked_application(award.application)
        if row.state not in OPEN:
            raise IllegalApplicationMove(row.state, "receipt")
        if Receipt.objects.filter(community=award.community_id, award=award).count() >= MOST:
            raise TooManyReceipts
        name = uuid.uuid4()
        put_file(name, content)
        receipt = Receipt.objects.create(
            community_id=award.community_id, award=award, part=part, uuid=name, minor=money.minor,
            currency=money.currency, day=day, kind=kind, size=len(content), sent_at=at,
            delete_on=max(day_of_deletion(row.round), at.date()),
        )  # fmt: skip
        note("receipt", row, {}, by, at)
        return {"receipt": receipt.pk}

    kept = once("aid-receipt", key, at, act)
    return Receipt.objects.filter(community=award.community_id).get(pk=kept["receipt"])


def take_back_receipt(*, receipt: Receipt, by: Actor, at: datetime) -> None:
    """While nobody has looked at it; its photo goes with it. Raises ReceiptRefused."""
    with write():
        row = _locked(receipt)
        if row.state != Receipt.State.SENT:
            raise ReceiptRefused(row.state)
        note("receipt_back", row.award.application, {}, by, at)
        row.delete()


def check_receipt(
    *, receipt: Receipt, agrees: bool, counts: int | None = None, why: str = "", by: Actor, at: datetime
) -> Receipt:
    """A person looked at it. `counts`: so many minor units of its currency count, when not all do. In
    another currency it counts by the latest written rate, rounded half up.

    Raises NoRate, ReceiptRefused.
    """
    with write():
        row = _locked(receipt)
        application = row.award.application
        if row.state != Receipt.State.SENT or by.person_id == application.person_id:
            raise ReceiptRefused(row.state)
        if counts is not None and not 0 < counts <= row.minor:
            raise ReceiptRefused("counts")
        row.state, row.why = Receipt.State.ACCEPTED if agrees else Receipt.State.REFUSED, why.strip()[:200]
        row.checked_at, row.checked_by_id = at, by.person_id
        if agrees:
            row.counted, row.rate = _counted(row, row.minor if counts is None else counts)
        row.save(update_fields=["state", "why", "checked_at", "checked_by", "counted", "rate"])
        note("receipt_yes" if agrees else "receipt_no", application, {}, by, at)
        if application.person_id:
            _tell_bundled(application, at)
    return row


def open_receipt(*, receipt: Receipt, by: Actor, at: datetime) -> bytes | None:
    """What was sent, and a note in the log of who looked. None when it is gone."""
    content = read_file(receipt.uuid) if receipt.size else None
    if content is not None:
        with write():
            note("receipt_open", receipt.award.application, {}, by, at)
    return content


def end_receipt_photos(*, at: datetime) -> int:
    """The day named when they were sent has come: the photos go, what was counted stays in the books."""
    with write():
        rows = Receipt.objects.across_communities("a day that each receipt names itself")
        over = list(rows.filter(delete_on__lt=at.date(), size__gt=0).order_by("pk"))
        for row in over:
            row.size = 0
            row.save(update_fields=["size"])
            delete_file_later(row.uuid, at)
    return len(over)


def _tell_bundled(row: AidApplication, at: datetime) -> None:
    payload = {"community_id": row.community_id, "application_id": row.pk}
    jobs.enqueue("aid.tell_award", at=at + BUNDLED, payload=payload,
                 unique_key=f"aid-receipts:{row.pk}:{at:%Y%m%d%H}")  # fmt: skip


def _locked(receipt: Receipt) -> Receipt:
    rows = Receipt.objects.filter(community=receipt.community_id).select_for_update(of=("self",))
    return rows.select_related("award__application__round", "award__community").get(pk=receipt.pk)


def _counted(row: Receipt, minor: int) -> tuple[int, Rate | None]:
    """In minor units of the award's currency, with the rate that was used."""
    if row.currency == row.award.currency:
        return minor, None
    rate = latest_rate(row.award.community, row.currency, row.award.currency)
    if rate is None:
        raise NoRate(row.currency)
    worth = Money(minor, row.currency).amount * rate.rate
    return int(worth.scaleb(digits_of(row.award.currency)).quantize(1, rounding=ROUND_HALF_UP)), rate
