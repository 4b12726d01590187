"""The addresses of writing a proposal."""

from __future__ import annotations

from django.urls import path

from teranga.web.me import proposal_own_views as standing
from teranga.web.me import proposal_people_views as people
from teranga.web.me import proposal_send_views as sending
from teranga.web.me import proposal_write_views as writing
from teranga.web.me import vote_views as voting

CALL = "<slug:community>/<slug:event>/call/"
OWN = CALL + "propose/<uuid:own_proposal>/"

urlpatterns = [
    path("me/proposals/", standing.mine, name="me-proposals"),
    path(CALL + "vote/", voting.vote, name="call-vote"),
    path(CALL + "vote/mine/", voting.own_votes, name="call-votes-own"),
    path(CALL + "propose/", writing.begin, name="propose"),
    path(CALL + "propose/go-on/", sending.go_on, name="propose-go-on"),
    path(OWN, standing.own, name="own-proposal"),
    path(OWN + "write/", writing.write, name="own-proposal-write"),
    path(OWN + "save/", writing.save, name="own-proposal-save"),
    path(OWN + "aside/", standing.aside, name="own-proposal-aside"),
    path(OWN + "check/", sending.check, name="own-proposal-check"),
    path(OWN + "code/", sending.code, name="own-proposal-code"),
    path(OWN + "withdraw/", standing.withdraw, name="own-proposal-withdraw"),
    path(OWN + "resume/", standing.resume, name="own-proposal-resume"),
    path(OWN + "speakers/", people.speakers, name="own-proposal-speakers"),
    path(OWN + "files/", people.files, name="own-proposal-files"),
    path(OWN + "files/<uuid:own_file>/", people.file, name="own-proposal-file"),
    path(OWN + "files/<uuid:own_file>/remove/", people.remove_file, name="own-proposal-file-end"),
    path(CALL + "speak/<uuid:own_speaker>/", people.speak, name="own-speaker"),
]
