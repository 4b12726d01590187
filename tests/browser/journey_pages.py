"""Templates that one browser test sees several of; beside the list of all pages."""

AID = ("organise/aid/scenario.html", "organise/aid/side_by_side.html")
JOURNEYS = (
    "components/journey_plan.html",
    "me/journey.html",
    "me/journey_plan.html",
    "organise/pools/journey.html",
    "organise/pools/journeys.html",
    "organise/pools/pieces.html",
    "organise/pools/plan.html",
)
