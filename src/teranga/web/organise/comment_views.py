"""The moderators' queue: what waits, what was reported, what was decided, who may not comment, the rules."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.permissions import Access, access
from teranga.domains.communities import queries_comments as queries
from teranga.domains.communities.actions import moderate_comments as actions
from teranga.domains.communities.actions.update_community import update_community
from teranga.domains.communities.models import Comment, Community
from teranga.domains.communities.rules_comments import CommentMoveRefused
from teranga.domains.people.roles import Area, Verb
from teranga.web import errors
from teranga.web.organise.addresses import here
from teranga.web.organise.desk import desk_page
from teranga.web.organise.drawing import DrawnForm, edit
from teranga.web.organise.fields import NotedChoice

may_decide = access(Access.ROLE, verb=Verb.DECIDE, area=Area.PAGES)


def reason_words(code: str) -> str:
    return {
        "links": _("many links"), "mostly-links": _("hardly anything but links"),
        "bad-words": _("words that advertisers use"), "repeated": _("the same text was sent before"),
        "hurry": _("written very quickly"), "loud": _("mostly capital letters"),
        "hidden-signs": _("hidden signs in the text"),
    }.get(code, code)  # fmt: skip


def state_words(state: str) -> str:
    return {
        Comment.State.WAITING: _("waits"), Comment.State.SHOWN: _("shown"),
        Comment.State.REJECTED: _("not shown"),
    }.get(state, state)  # fmt: skip


@may_decide
@require_safe
def queue(request: HttpRequest, community: str) -> HttpResponse:
    place: Community = request.community
    after = request.GET.get("after", "")
    waiting = queries.waiting_comments(
        place, after=int(after) if after.isdecimal() and len(after) < 18 else 0
    )
    length = queries.PAGE_LENGTH
    context = {
        "waiting": waiting[:length], "more": waiting[length - 1].pk if len(waiting) > length else 0,
        "reported": queries.reported_comments(place), "decided": queries.decided_comments(place),
        "banned": queries.banned_people(place), "reason_words": reason_words, "state_words": state_words,
        "root": here(request, "comments/"), "done": request.GET.get("done", ""),
        "answers": [_("It has nothing to do with the story."), _("It is advertising."),
                    _("It hurts somebody.")],
    }  # fmt: skip
    return desk_page(request, "comments", context, title=_("Comments"))


@may_decide
@require_POST
def decide(request: HttpRequest, community: str, number: int) -> HttpResponse:
    row = queries.comment_of(request.community, number)
    if row is None or row.state == Comment.State.UNCONFIRMED:
        return errors.not_found(request)
    by, now, what = request.actor, timezone.now(), request.POST.get("what", "")
    try:
        match what:
            case "approve":
                actions.approve_comment(comment=row, by=by, at=now)
            case "reject":
                reason = request.POST.get("reason", "")
                actions.reject_comment(comment=row, reason=reason, by=by, at=now)
            case "ban":
                actions.ban_commenter(comment=row, by=by, at=now)
            case "undo":
                actions.undo_decision(comment=row, by=by, at=now)
            case "keep":
                actions.dismiss_reports(comment=row, by=by, at=now)
            case _:
                return errors.not_found(request)
    except CommentMoveRefused:
        what = "late"
    return HttpResponseRedirect(f"{here(request, 'comments/')}?done={what}")


@may_decide
@require_POST
def lift(request: HttpRequest, community: str, ban: int) -> HttpResponse:
    row = next((one for one in queries.banned_people(request.community) if one.pk == ban), None)
    if row is None:
        return errors.not_found(request)
    actions.lift_ban(ban=row, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{here(request, 'comments/')}?done=lift")


class CommentRules(DrawnForm):
    comments = NotedChoice(label=gettext_lazy("Comments below stories and news"))
    comments_days = forms.IntegerField(
        label=gettext_lazy("Closed after so many days"), min_value=0, max_value=3650,
        help_text=gettext_lazy("Counted from publication. 0: they stay open."),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kinds = Community.Comments
        field = self.fields["comments"]
        field.choices = [
            (str(kinds.OFF), _("None")), (str(kinds.HELD), _("Each one waits for a moderator")),
            (str(kinds.MEMBERS), _("Those of members appear at once")),
        ]  # fmt: skip
        field.notes = {str(kinds.MEMBERS): _("Unless something about them is strange: then they wait too.")}


@may_decide
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, community: str) -> HttpResponse:
    place: Community = request.community
    names = ("comments", "comments_days")

    def save(form: DrawnForm) -> None:
        update_community(
            community=place, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now(),
            **form.values(*names),
        )  # fmt: skip

    return edit(
        request, CommentRules, title=_("Rules for comments"), back=here(request, "comments/"), row=place,
        fields=names, save=save, initial=lambda: {name: getattr(place, name) for name in names},
        options={"languages": place.languages},
    )  # fmt: skip
