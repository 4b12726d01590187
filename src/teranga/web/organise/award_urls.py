"""The addresses of allocations and awards at the desk, below /organise/."""

from __future__ import annotations

from django.urls import path

from teranga.web.organise import aid_outcome_views as outcome
from teranga.web.organise import award_receipt_views as receipts
from teranga.web.organise import award_views as awards
from teranga.web.organise import scenario_views as scenarios

ALLOCATION = "<slug:community>/aid/<int:number>/allocation/"
AWARDS = "<slug:community>/aid/<int:number>/awards/"
AWARD = AWARDS + "<int:award>/"
RECEIPT = AWARD + "receipts/<int:receipt>/"

urlpatterns = [
    path(ALLOCATION, scenarios.allocation, name="organise-allocation"),
    path(ALLOCATION + "add/", scenarios.add, name="organise-scenario-add"),
    path(ALLOCATION + "<int:scenario>/", scenarios.scenario, name="organise-scenario"),
    path(ALLOCATION + "<int:scenario>/sign/", scenarios.sign, name="organise-scenario-sign"),
    path(ALLOCATION + "<int:scenario>/remove/", scenarios.remove, name="organise-scenario-end"),
    path("<slug:community>/aid/<int:number>/report/", outcome.report, name="organise-aid-report"),
    path("<slug:community>/aid/<int:number>/report.<str:suffix>", outcome.export, name="organise-aid-taken"),
    path(AWARDS, awards.awards, name="organise-awards"),
    path(AWARD, awards.award, name="organise-award"),
    path(AWARD + "ask/", awards.ask, name="organise-award-ask"),
    path(AWARD + "move/", awards.move, name="organise-award-move"),
    path(AWARD + "statement/", awards.statement, name="organise-award-statement"),
    path(RECEIPT, receipts.receipt, name="organise-award-receipt"),
    path(RECEIPT + "file/", receipts.file, name="organise-award-receipt-file"),
]
