"""One's own profile, and portraits for those who may see them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teranga.base.editing import EditedMeanwhile, seen_mark
from teranga.base.permissions import Access, access
from teranga.base.uploads import PHOTOS, UploadRefused, receive
from teranga.domains.communities.queries_profile import profile_for
from teranga.domains.people.actions.profiles import remove_photo, save_profile, set_photo
from teranga.domains.people.models import Person, ProfilePhoto
from teranga.domains.people.policy import NOBODY
from teranga.domains.people.queries import known_person, photo_of, profile_of
from teranga.papers.photo import LARGEST_FILE, PhotoRefused
from teranga.web import errors
from teranga.web.guard import rights_of_request
from teranga.web.me.profile_forms import ProfileForm, shown
from teranga.web.me.visitor import actor_of, for_members, signed_in_person
from teranga.web.media_views import file_answer
from teranga.web.rendering import personal_page

FORMATS = ("webp", "jpg")


@access(Access.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def profile(request: HttpRequest, person: Person) -> HttpResponse:
    row = profile_of(person)
    if request.method != "POST":
        seen = seen_mark(row.updated_at) if row else ""
        return _page(request, person, ProfileForm(initial={**shown(person, row), "seen": seen}))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form)
    try:
        save_profile(person=person, by=actor_of(person), at=timezone.now(),
                     seen=form.cleaned_data["seen"], **form.profile())  # fmt: skip
    except EditedMeanwhile:
        form.add_error(
            None, _("You changed this in another window since. Open the page again there and here.")
        )
        return _page(request, person, form)
    return HttpResponseRedirect(reverse("me-profile"))


@access(Access.MEMBER)
@require_POST
@for_members
def photo(request: HttpRequest, person: Person) -> HttpResponse:
    """A new portrait. Its kind is read from the file itself, its size before it is read."""
    if request.POST.get("remove"):
        remove_photo(person=person, by=actor_of(person), at=timezone.now())
    else:
        try:
            sent = receive(request.FILES.get("photo"), largest=LARGEST_FILE, kinds=PHOTOS)
            set_photo(person=person, sent=sent, by=actor_of(person), at=timezone.now())
        except (UploadRefused, PhotoRefused) as refused:
            return _refused(request, person, refused.reason)
    return HttpResponseRedirect(reverse("me-profile"))


@access(Access.ANYONE)
@require_safe
def portrait(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The portrait for whom its owner lets see it; everybody else meets what is missing."""
    person, viewer = known_person(number), signed_in_person(request)
    rights = rights_of_request(request, viewer) if viewer else NOBODY
    row = photo_of(person) if person and profile_for(viewer, person, rights).photo else None
    if row is None or kind not in FORMATS:
        return errors.not_found(request)
    return file_answer(bytes(row.webp if kind == "webp" else row.jpeg), f"{number}.{kind}")


def _refused(request: HttpRequest, person: Person, reason: str) -> HttpResponse:
    words = {
        "none": _("Choose a photo first."),
        "large": _("This photo is too large. Send one below 8 MB and 24 million pixels."),
        "kind": _("Send a photo as JPEG, PNG or WebP; other files are not shown here."),
        "broken": _("This file cannot be read as a photo. Save it again and send it once more."),
    }[reason]
    row = profile_of(person)
    return _page(request, person, ProfileForm(initial=shown(person, row)), refusal=words)


def _page(request: HttpRequest, person: Person, form: ProfileForm, refusal: str = "") -> HttpResponse:
    title = _("Your profile")
    if refusal or (form.is_bound and form.errors):
        title = _("Please check: {title}").format(title=title)
    row: ProfilePhoto | None = photo_of(person)
    context = {"form": form, "person": person, "photo": row, "refusal": refusal}
    status = 400 if refusal else 200
    return personal_page(
        request, "me/profile.html", context, title=title, styles=("forms", "desk"), status=status
    )
