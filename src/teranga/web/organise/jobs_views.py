"""What the program does by itself: running, given up, planned and done; retry and cancel."""

from __future__ import annotations

from collections.abc import Callable

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teranga.base.jobs_control import JobMoveRefused, is_stalled, job_lists
from teranga.base.models import Job
from teranga.base.permissions import Access, access
from teranga.domains.activity.actions.steer_job import cancel_job, retry_job
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise.desk import desk_page

SIGNER = signing.Signer(salt="job.progress")


@access(Access.ROLE, verb=Verb.VIEW, area=Area.JOBS)
@require_safe
def jobs(request: HttpRequest, refusal: str = "") -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, refusal: str = "") -> HttpResponse:
    now = timezone.now()
    lists = job_lists(now)
    context = {
        "lists": lists, "stalled": {job.pk for job in lists.running if is_stalled(job, now)},
        "may_change": request.rights.may(Verb.EDIT, Area.JOBS, request.place), "refusal": refusal,
        "progress_of": progress_address,
    }  # fmt: skip
    return desk_page(
        request, "jobs/jobs", context, title=_("What the program does by itself"),
        scripts=("once.js", "progress.js"), status=400 if refusal else 200,
    )  # fmt: skip


@access(Access.ROLE, verb=Verb.EDIT, area=Area.JOBS)
@require_POST
def retry(request: HttpRequest, job: int) -> HttpResponse:
    return _steer(request, job, retry_job)


@access(Access.ROLE, verb=Verb.EDIT, area=Area.JOBS)
@require_POST
def cancel(request: HttpRequest, job: int) -> HttpResponse:
    return _steer(request, job, cancel_job)


def _steer(request: HttpRequest, job: int, action: Callable[..., Job]) -> HttpResponse:
    try:
        action(job_id=job, by=request.actor, at=timezone.now())
    except Job.DoesNotExist:
        return errors.not_found(request)
    except JobMoveRefused:
        return _page(request, _("This job has gone on meanwhile. Look where it stands now."))
    return HttpResponseRedirect(reverse("organise-jobs"))


def progress_address(job: Job) -> str:
    """Where a page that started a job asks how far it is; the signature lets nobody count other jobs."""
    return reverse("organise-job-progress", kwargs={"token": SIGNER.sign(str(job.pk))})


@access(Access.ROLE)
@require_safe
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """How far a job is, for the bar of the page that started it."""
    try:
        job = Job.objects.filter(pk=int(SIGNER.unsign(token))).first()
    except (signing.BadSignature, ValueError):
        job = None
    if job is None:
        return errors.not_found(request)
    total = job.steps_total or 100
    answer = {
        "done": total if job.state == Job.State.DONE else job.steps_done,
        "total": total,
        "over": job.state not in (Job.State.WAITING, Job.State.RUNNING),
        "text": job_state_name(job.state),
    }
    return JsonResponse(answer, headers={"Cache-Control": "private, no-store"})


def job_state_name(state: str) -> str:
    return {
        "waiting": _("waits"), "running": _("runs"), "done": _("done"), "failed": _("given up"),
        "cancelled": _("cancelled"),
    }.get(state, state)  # fmt: skip
