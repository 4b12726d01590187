"""Templates of the call, and others that the visit of every page of the desk sees."""

CALL = (
    "organise/call/home.html", "organise/call/checklist.html", "organise/call/parts.html",
    "organise/call/codes.html", "organise/call/fields.html", "organise/call/votes.html",
    "organise/call/none.html", "me/vote.html", "me/vote_own.html", "me/vote_closed.html",
    "organise/proposals/ask.html", "organise/proposals/list.html", "organise/proposals/import.html",
    "organise/proposals/import_report.html", "organise/proposals/import_plan.html",
    "organise/proposals/none.html",
    "organise/proposals/proposal.html", "organise/after/after.html", "organise/after/online.html",
    "organise/after/reminders.html", "organise/after/share.html", "organise/series/list.html",
    "organise/series/next.html", "organise/series/series.html",
)  # fmt: skip
