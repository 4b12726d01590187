"""One receipt at the desk: looked at, then counted, in whole or in part, or sent back with a reason."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from teranga.base.permissions import Access, access
from teranga.base.uploads import Kind
from teranga.domains.aid import queries_settling as queries
from teranga.domains.aid.actions import receipts as actions
from teranga.domains.aid.models import AidRound, Receipt
from teranga.web import aid_words, errors, statement_words
from teranga.web.aid_files import paper_answer
from teranga.web.organise import award_words
from teranga.web.organise.aid_views import FORM, VIEW, root_of
from teranga.web.organise.award_forms import CheckForm
from teranga.web.organise.award_views import round_with_awards
from teranga.web.organise.desk import desk_page
from teranga.web.public import notfound


@access(Access.ROLE, **VIEW)
@FORM
@notfound.as_page
def receipt(request: HttpRequest, community: str, number: int, award: int, receipt: int) -> HttpResponse:
    round = round_with_awards(request, number)
    row = _receipt(request, round, award, receipt)
    form = CheckForm(request.POST if request.method == "POST" else None, receipt=row)
    if request.method != "POST":
        return _page(request, round, row, form)
    try:
        if not form.is_valid():
            return _page(request, round, row, form, status=422)
        actions.check_receipt(receipt=row, by=request.actor, at=timezone.now(), **form.told())
    except actions.ReceiptRefused:
        form.add_error(None, award_words.refusal("looked"))
    except actions.NoRate:
        form.add_error(None, ValidationError(_no_rate(row)))
    else:
        return HttpResponseRedirect(root_of(request, f"{number}/awards/{award}/?saved=1"))
    return _page(request, round, _receipt(request, round, award, receipt), form, status=409)


@access(Access.ROLE, **VIEW)
@require_safe
@notfound.as_page
def file(request: HttpRequest, community: str, number: int, award: int, receipt: int) -> HttpResponse:
    """The photo, or the PDF to save; the log says who opened it."""
    row = _receipt(request, round_with_awards(request, number), award, receipt)
    content = actions.open_receipt(receipt=row, by=request.actor, at=timezone.now())
    if content is None:
        return errors.not_found(request)
    return paper_answer(content, row.kind, f"receipt-{award}-{receipt}")


def _receipt(request: HttpRequest, round: AidRound, award: int, number: int) -> Receipt:
    """Raises NotFound."""
    row = queries.award_row(round, award, request.actor.person_id, timezone.now())
    return queries.receipt_of(row.award, number)


def _page(
    request: HttpRequest, round: AidRound, row: Receipt, form: CheckForm, status: int = 200
) -> HttpResponse:
    root = root_of(request, f"{round.pk}/awards/{row.award_id}/")
    context = {
        "round": round, "receipt": row, "award": row.award, "form": form, "words": aid_words, "back": root,
        "statement": statement_words, "root": f"{root}receipts/{row.pk}/", "is_photo": row.kind == Kind.JPEG,
        "holder": award_words.holder(row.award), "waits": row.state == Receipt.State.SENT,
    }  # fmt: skip
    title = _("Receipt: {part}").format(part=aid_words.part_name(row.part))
    return desk_page(request, "aid/receipt", context, title=title, styles=("report",), status=status)


def _no_rate(row: Receipt) -> str:
    return _(
        "Nobody wrote down yet what one {of} is worth in {currency}. Enter that rate first; nothing was"
        " changed."
    ).format(of=row.currency, currency=row.award.currency)
