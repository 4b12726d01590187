"""Receipts: sent as a photo, sealed like every file of somebody in need, and looked at by a person."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import ROUND_HALF_UP

from teranga.base.uploads import Sent, kind_of, receive
from teranga.base.writing import write
from teranga.domains.activity.actions.record import Actor
from teranga.domains.aid.actions.applications import locked_application, note
from teranga.domains.aid.actions.files import KINDS, LARGEST, put_file
from teranga.domains.aid.actions.proofs import day_of_deletion
from teranga.domains.aid.models import AidApplication, AidAward, Part, Receipt
from teranga.domains.aid.rules import IllegalApplicationMove
from teranga.domains.ledger.models import Rate
from teranga.domains.ledger.queries import latest_rate
from teranga.foundation.money import Money, digits_of

MOST = 30
OPEN = (AidApplication.State.ACCEPTED, AidApplication.State.FULFILLED)


class TooManyReceipts(Exception):
    """The award has as many receipts as it may have. Nothing was kept."""


class NoRate(Exception):
    """Nobody wrote down what this currency is worth; a rate is never guessed. Nothing was changed."""


class ReceiptRefused(Exception):
    """It was looked at before, or is of the person who looks. Nothing was changed."""


def send_receipt(
    *, award: AidAward, part: Part, money: Money, day: date, sent: Sent | None, by: Actor, at: datetime
) -> Receipt:
    """Raises UploadRefused, TooManyReceipts, IllegalApplicationMove."""
    content = receive(sent, largest=LARGEST, kinds=KINDS)
    with write():
        row = locked_application(award.application)
        if row.state not in OPEN:
            raise IllegalApplicationMove(row.state, "receipt")
        if Receipt.objects.filter(community=award.community_id, award=award).count() >= MOST:
            raise TooManyReceipts
        key = uuid.uuid4()
        put_file(key, content)
        receipt = Receipt.objects.create(
            community_id=award.community_id, award=award, part=part, uuid=key, minor=money.minor,
            currency=money.currency, day=day, kind=kind_of(content), size=len(content), sent_at=at,
            delete_on=day_of_deletion(row.round),
        )  # fmt: skip
        note("receipt", row, {}, by, at)
    return receipt


def check_receipt(*, receipt: Receipt, agrees: bool, why: str = "", by: Actor, at: datetime) -> Receipt:
    """A person looked at it. In another currency it counts by the latest written rate, rounded half up.

    Raises NoRate, ReceiptRefused.
    """
    with write():
        rows = Receipt.objects.filter(community=receipt.community_id).select_for_update(of=("self",))
        row = rows.select_related("award__application__round", "award__community").get(pk=receipt.pk)
        application = row.award.application
        if row.state != Receipt.State.SENT or by.person_id == application.person_id:
            raise ReceiptRefused(row.state)
        row.state, row.why = Receipt.State.ACCEPTED if agrees else Receipt.State.REFUSED, why.strip()[:200]
        row.checked_at, row.checked_by_id = at, by.person_id
        if agrees:
            row.counted, row.rate = _counted(row)
        row.save(update_fields=["state", "why", "checked_at", "checked_by", "counted", "rate"])
        note("receipt_yes" if agrees else "receipt_no", application, {}, by, at)
    return row


def _counted(row: Receipt) -> tuple[int, Rate | None]:
    """In minor units of the award's currency, with the rate that was used."""
    if row.currency == row.award.currency:
        return row.minor, None
    rate = latest_rate(row.award.community, row.currency, row.award.currency)
    if rate is None:
        raise NoRate(row.currency)
    worth = Money(row.minor, row.currency).amount * rate.rate
    minor = worth.scaleb(digits_of(row.award.currency)).quantize(1, rounding=ROUND_HALF_UP)
    return int(minor), rate
