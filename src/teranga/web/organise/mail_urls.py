"""The addresses of mails and jobs, below /organise/."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from teranga.domains.communities.models import Community
from teranga.domains.events.models import Event
from teranga.domains.mail.queries import bulk_mails_to_approve
from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import jobs_views, mail_domain_views, mail_many_views, mail_views
from teranga.web.organise.menu import Entry, register


def _below(root: str, name: str) -> list[URLPattern]:
    return [
        path(root, mail_views.outbox, name=name),
        path(f"{root}<int:mail>/", mail_views.one_mail, name=f"{name}-one"),
        path(f"{root}letters/", mail_views.letters, name=f"{name}-letters"),
        path(f"{root}letters/<slug:key>/", mail_views.one_letter, name=f"{name}-letter"),
        path(f"{root}many/", mail_many_views.many, name=f"{name}-many"),
        path(f"{root}many/new/", mail_many_views.write, name=f"{name}-write"),
        path(f"{root}many/<int:bulk>/", mail_many_views.one, name=f"{name}-bulk"),
        path(f"{root}many/<int:bulk>/change/", mail_many_views.write, name=f"{name}-change"),
        path(f"{root}many/<int:bulk>/progress/", mail_many_views.progress, name=f"{name}-progress"),
        path(f"{root}many/<int:bulk>/<slug:to>/", mail_many_views.move, name=f"{name}-move"),
    ]


urlpatterns = [
    path("mail/domain/", mail_domain_views.domain, name="organise-mail-domain"),
    path("jobs/", jobs_views.jobs, name="organise-jobs"),
    path("jobs/<int:job>/retry/", jobs_views.retry, name="organise-job-retry"),
    path("jobs/<int:job>/cancel/", jobs_views.cancel, name="organise-job-cancel"),
    path("jobs/progress/<str:token>/", jobs_views.progress, name="organise-job-progress"),
    *_below("<slug:community>/mail/", "organise-mail"),
    *_below("<slug:community>/<slug:event>/mail/", "organise-event-mail"),
]


def to_approve(community: Community, event: Event | None) -> str:
    count = bulk_mails_to_approve(community.pk)
    return ngettext("{count} to approve", "{count} to approve", count).format(count=count) if count else ""


register(
    Entry("words", "mail/", _("Mails"), Area.MAIL, Verb.MESSAGE, asks=to_approve),
    Entry("places", "mail/many/", _("Mails to many"), Area.MAIL, Verb.MESSAGE, of_event=True),
)
