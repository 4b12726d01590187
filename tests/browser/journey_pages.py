"""Templates that one browser test sees several of; beside the list of all pages."""

AID = (
    "organise/aid/scenario.html", "organise/aid/side_by_side.html", "organise/aid/awards.html",
    "organise/aid/award.html", "organise/aid/award_pieces.html", "organise/aid/award_ends.html",
    "organise/aid/receipt.html", "organise/aid/statement.html", "organise/money/payout_award.html",
    "organise/aid/report.html", "organise/aid/report_pieces.html",
)  # fmt: skip
JOURNEYS = (
    "components/journey_plan.html",
    "me/journey.html",
    "me/journey_plan.html",
    "organise/pools/journey.html",
    "organise/pools/journeys.html",
    "organise/pools/pieces.html",
    "organise/pools/plan.html",
)

TOLD = (
    "me/told.html", "me/told_stop.html", "me/report.html", "components/giver_report.html",
    "components/aid_stories.html", "organise/aid/stories.html", "organise/money/report.html",
)  # fmt: skip

AWARD = ("me/award.html", "me/award_pieces.html", "me/receipts.html", "me/receipt_pieces.html",
         "components/statement.html", "organise/aid/allocation.html",
         "organise/aid/pictures.html")  # fmt: skip

SELECTION = tuple(
    f"organise/selection/{name}.html"
    for name in ("list", "selection", "tiles", "decide", "pieces", "balance", "lines", "why", "compare")
)

TALKS = (
    "me/talk.html", "me/talk_pieces.html", "me/talk_programme.html", "organise/telling/answers.html",
    "organise/telling/none.html", "organise/telling/pieces.html", "organise/telling/talk.html",
    "organise/telling/tell.html",
)  # fmt: skip

HACKATHON = (
    "me/hackathon.html", "me/hackathon_team.html", "me/judging.html", "me/judging_sheet.html",
    "me/team_ask.html", "me/team_form.html", "me/team_submission.html", "organise/hackathon/board.html",
)  # fmt: skip

LEARNING = (
    "me/learning_links.html", "me/mentoring.html", "me/mentoring_end.html", "me/mentoring_pair.html",
    "me/opportunity_help.html", "me/opportunity_told.html", "organise/opportunity_decide.html",
    "me/path_enrol.html", "me/path_waiting.html", "me/paths.html", "me/project_form.html",
    "me/project_help.html", "me/project_remove.html", "me/projects.html", "organise/mentoring/board.html",
    "organise/mentoring/list.html", "organise/mentoring/pairs.html", "organise/mentoring/result.html",
    "organise/paths/guide.html", "organise/paths/list.html", "organise/paths/certificates.html",
    "organise/paths/path.html", "organise/paths/projects.html",
)  # fmt: skip
