"""Every page that people see, one row a template: what the browser tests visit. A new page is a new row here.

`{language}` is put in by the tests. A path with `*` is the first address like it that `found_on` links to.
"""

from __future__ import annotations

from dataclasses import dataclass

PRACTICE = "/{language}/practice/"
EVENT = "/{language}/practice/pycon-practice/"


@dataclass(frozen=True, slots=True)
class PublicPage:
    path: str
    found_on: str = ""
    status: int = 200


PAGES: dict[str, PublicPage] = {
    "home": PublicPage("/{language}/"),
    "search": PublicPage("/{language}/search/?q=python"),
    "search-nothing": PublicPage("/{language}/search/?q=zzqqxx"),
    "tour": PublicPage("/{language}/tour/"),
    "styleguide": PublicPage("/{language}/styleguide/"),
    "community": PublicPage(PRACTICE),
    "story-community": PublicPage("/{language}/python-togo/"),
    "story-page": PublicPage("/{language}/python-togo/pages/*/", "/{language}/python-togo/"),
    "page": PublicPage(PRACTICE + "pages/*/", PRACTICE),
    "goals": PublicPage(PRACTICE + "goals/"),
    "people": PublicPage(PRACTICE + "people/"),
    "events": PublicPage(PRACTICE + "events/"),
    "series": PublicPage(PRACTICE + "series/cercle-du-mardi/"),
    "network": PublicPage(PRACTICE + "network/"),
    "news": PublicPage(PRACTICE + "news/"),
    "directory": PublicPage("/{language}/python-community/directory/"),
    "join": PublicPage(PRACTICE + "join/"),
    "join-poster": PublicPage(PRACTICE + "join/poster/"),
    "join-confirm": PublicPage(PRACTICE + "join/confirm/"),
    "join-paper-code": PublicPage(PRACTICE + "join/code/"),
    "join-link-used": PublicPage(PRACTICE + "join/link/a-link-used-long-ago/", status=410),
    "join-elsewhere": PublicPage("/{language}/python-togo/join/"),
    "sign-in": PublicPage("/{language}/me/sign-in/"),
    "sign-in-code": PublicPage("/{language}/me/sign-in/code/"),
    "left": PublicPage("/{language}/me/practice/left/"),
    "event": PublicPage(EVENT),
    "event-story": PublicPage("/{language}/pycon-africa/*/", "/{language}/pycon-africa/events/"),
    "schedule": PublicPage(EVENT + "schedule/"),
    "schedule-by-track": PublicPage(EVENT + "schedule/track/*/", EVENT + "schedule/"),
    "schedule-by-room": PublicPage(EVENT + "schedule/room/*/", EVENT + "schedule/"),
    "schedule-by-language": PublicPage(EVENT + "schedule/language/*/", EVENT + "schedule/"),
    "schedule-by-level": PublicPage(EVENT + "schedule/level/*/", EVENT + "schedule/"),
    "schedule-print": PublicPage(EVENT + "schedule/print/"),
    "now": PublicPage(EVENT + "now/"),
    "session": PublicPage(EVENT + "sessions/*/", EVENT + "schedule/"),
    "speakers": PublicPage(EVENT + "speakers/"),
    "speaker": PublicPage(EVENT + "speakers/*/", EVENT + "speakers/"),
    "venue": PublicPage(EVENT + "venue/"),
    "changes": PublicPage(EVENT + "changes/"),
    "not-found": PublicPage("/{language}/practice/there-is-no-such-page/", status=404),
    "demo-mail": PublicPage("/{language}/demo/mail/"),
}

# Templates that no such address shows: the test that sees each of them, and names it.
SEEN_ELSEWHERE: dict[str, str] = {
    "components/now.html": "tests/browser/test_rare_pages.py",
    "components/unplaced.html": "tests/browser/test_rare_pages.py",
    "errors/gone.html": "tests/browser/test_rare_pages.py",
    "me/leave.html": "tests/journeys/test_joining.py",
    "me/link.html": "tests/journeys/test_joining.py",
    "me/me.html": "tests/journeys/test_joining.py",
    "me/place.html": "tests/journeys/test_joining.py",
    **dict.fromkeys(
        (
            "account/account.html",
            "account/add_app.html",
            "account/add_passkey.html",
            "account/again.html",
            "account/closed.html",
            "account/codes.html",
            "account/invitation.html",
            "account/invitation_over.html",
            "account/new_password.html",
            "account/none.html",
            "account/parts.html",
            "account/password.html",
            "account/second_step.html",
            "account/second_step_code.html",
            "me/profile.html",
            "organise/duplicates.html",
            "organise/team.html",
            "organise/team_end.html",
            "organise/team_give.html",
            "organise/team_invite.html",
            "organise/team_pieces.html",
            "organise/team_role.html",
        ),
        "tests/web/account/test_in_a_browser.py",
    ),
    **dict.fromkeys(
        (
            "components/form.html",
            "organise/clone/check.html",
            "organise/clone/editions.html",
            "organise/content/board.html",
            "organise/content/page.html",
            "organise/content/pages.html",
            "organise/content/row.html",
            "organise/content/rows.html",
            "organise/content/translate.html",
            "organise/drawn/form.html",
            "organise/drawn/pieces.html",
            "organise/drawn/remove.html",
            "organise/plan/filters.html",
            "organise/plan/plan.html",
            "organise/plan/print.html",
            "organise/plan/task.html",
            "organise/programme/import.html",
            "organise/programme/programme.html",
            "organise/programme/report.html",
            "organise/programme/session.html",
            "organise/series/list.html",
            "organise/series/next.html",
            "organise/series/series.html",
        ),
        "tests/web/organise/test_desk_in_a_browser.py",
    ),
    **dict.fromkeys(
        (
            "organise/answers.html",
            "organise/colours.html",
            "organise/community_home.html",
            "organise/community_links.html",
            "organise/desk.html",
            "organise/event_home.html",
            "organise/event_links.html",
            "organise/home.html",
            "organise/lines.html",
            "organise/may_not_start.html",
            "organise/menu.html",
            "organise/settings.html",
            "organise/start_community.html",
            "organise/start_event.html",
            "organise/start_look.html",
            "organise/steps.html",
            "organise/tabs.html",
            "organise/visibility.html",
        ),
        "tests/journeys/test_organisers_pages.py",
    ),
    **dict.fromkeys(
        (
            "me/data.html",
            "me/data_erase.html",
            "me/data_erased.html",
            "organise/audit.html",
            "organise/lines_of_log.html",
            "organise/processing.html",
        ),
        "tests/journeys/test_organisers_pages.py",
    ),
    **dict.fromkeys(
        (
            "me/mail.html",
            "organise/jobs/jobs.html",
            "organise/jobs/progress.html",
            "organise/mail/bulk.html",
            "organise/mail/domain.html",
            "organise/mail/letter.html",
            "organise/mail/letters.html",
            "organise/mail/many.html",
            "organise/mail/one.html",
            "organise/mail/outbox.html",
            "organise/mail/previews.html",
            "organise/mail/tabs.html",
            "organise/mail/write.html",
        ),
        "tests/journeys/test_mail_room.py",
    ),
    "me/data_export.html": "tests/web/me/test_data_pages.py",
    "me/unsubscribe.html": "tests/web/me/test_mail_preferences.py",
    "organise/history.html": "tests/web/organise/test_audit.py",
}
