"""The addresses of the proposals at the desk, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import proposal_ask_views as asking
from teranga.web.organise import proposal_files_views as files
from teranga.web.organise import proposal_import_views as imports
from teranga.web.organise import proposal_paper_views as papers
from teranga.web.organise import proposal_views as views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/proposals/"

urlpatterns = [
    path(ROOT, views.proposals, name="organise-proposals"),
    path(ROOT + "export/", files.export, name="organise-proposals-export"),
    path(ROOT + "import/", imports.bring, name="organise-proposals-import"),
    path(ROOT + "import/<int:upload>/", imports.report, name="organise-proposals-import-report"),
    path(ROOT + "import/<int:upload>/settle/", imports.settle, name="organise-proposals-import-settle"),
    path(ROOT + "<slug:code>/", views.proposal, name="organise-proposal"),
    path(ROOT + "<slug:code>/files/<uuid:own_file>/", papers.for_team, name="organise-proposal-file"),
    path(ROOT + "<slug:code>/ask/", asking.ask, name="organise-proposal-ask"),
]

register(
    Entry("call", "proposals/", _("Proposals"), Area.PROPOSALS, Verb.EDIT, of_event=True, rank=20),
)
