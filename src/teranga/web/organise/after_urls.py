"""The addresses of the way in, of invitations to paste and of what remains, below /organise/."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from teranga.domains.people.roles import Area, Verb
from teranga.web.organise import after_views, share_views
from teranga.web.organise.menu import Entry, register

ROOT = "<slug:community>/<slug:event>/"
AFTER = ROOT + "after/"

urlpatterns = [
    path(ROOT + "online/", after_views.online, name="organise-online"),
    path(ROOT + "reminders/", after_views.reminders, name="organise-reminders"),
    path(ROOT + "share/", share_views.share, name="organise-share"),
    path(AFTER, after_views.after, name="organise-after"),
    path(AFTER + "materials/add/", after_views.add_material, name="organise-material-add"),
    path(AFTER + "pictures/add/", after_views.add_photo, name="organise-picture-add"),
    path(AFTER + "pictures/<int:picture>/", after_views.look_at, name="organise-picture"),
    path(AFTER + "pictures/<int:picture>/show/", after_views.show_again, name="organise-picture-show"),
    path(AFTER + "thanks/", after_views.say_thanks, name="organise-thanks"),
    path(AFTER + "helpers/add/", after_views.name_helper, name="organise-helper-add"),
    *(
        path(AFTER + f"{word}/<int:number>/remove/", after_views.remove, {"what": what},
             name=f"organise-{what}-remove")
        for word, what in (("materials", "material"), ("pictures", "picture"), ("helpers", "helper"))
    ),
]  # fmt: skip


register(
    Entry("places", "share/", _("Invitations to paste"), Area.EVENTS, Verb.EDIT, of_event=True, rank=60),
    Entry(
        "places", "reminders/", _("Reminders by mail"), Area.EVENTS, Verb.EDIT, of_event=True, rank=62
    ),
    Entry(
        "places", "online/", _("The way in online"), Area.EVENTS, Verb.EDIT, of_event=True, rank=61
    ),
    Entry(
        "after", "after/", _("Materials, pictures, thanks"), Area.EVENTS, Verb.EDIT, of_event=True, rank=10
    ),
)  # fmt: skip
