"""A member who did it before helps with the application: one question, one answer, no addresses shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from teranga.base.moderation import score
from teranga.base.writing import write
from teranga.domains.communities.links_reminders import question_path
from teranga.domains.communities.models import (
    Membership,
    Opportunity,
    OpportunityHelper,
    OpportunityQuestion,
)
from teranga.domains.communities.publishing import announce_community
from teranga.domains.communities.rules_opportunities import is_open
from teranga.domains.mail.actions.queue_mail import queue_mail
from teranga.domains.mail.templates import write_letter
from teranga.domains.people.actions.tries import note_try
from teranga.domains.people.models import Person
from teranga.domains.people.normal_forms import one_line
from teranga.domains.people.queries import first_address
from teranga.foundation.translated import TranslatedText

ASKED_A_DAY, TAKEN_A_DAY = 3, 5  # questions that one member writes, and that one helper gets
KEPT = timedelta(days=30)  # after the last day


class HelpRefused(Exception):
    """It cannot be offered, asked or answered. `reason` says why; nothing was written."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def offer_help(*, row: Opportunity, person: Person, shown_as: str, at: datetime) -> None:
    """Offered again, only the name changes. Raises HelpRefused."""
    name = one_line(shown_as)[:60]
    with write():
        _check(row, person, at)
        if not name:
            raise HelpRefused("name")
        if not first_address(person):
            raise HelpRefused("address")
        OpportunityHelper.objects.update_or_create(
            community=row.community, opportunity=row, person=person,
            defaults={"shown_as": name}, create_defaults={"shown_as": name, "offered_at": at},
        )  # fmt: skip
        announce_community(row.community)


def end_help(*, row: Opportunity, person: Person) -> None:
    """Whoever offered takes it back: the questions go with it."""
    with write():
        OpportunityHelper.objects.filter(community=row.community_id, opportunity=row, person=person).delete()
        announce_community(row.community)


def ask_helper(*, helper: OpportunityHelper, person: Person, text: str, at: datetime) -> None:
    """One question to one helper; asked again, nothing happens. Raises HelpRefused."""
    words, row = text.strip()[:1000], helper.opportunity
    with write():
        _check(row, person, at)
        if helper.person_id == person.pk:
            raise HelpRefused("own")
        if not words or score(words).waits_for_a_person:
            raise HelpRefused("words")
        asked = OpportunityQuestion.objects.filter(community=row.community_id, person=person)
        if asked.filter(helper=helper).exists():
            return
        if asked.filter(helper__person=helper.person_id).exclude(refused_at=None).exists():
            raise HelpRefused("refused")
        _count(person, helper, at)
        question = OpportunityQuestion.objects.create(
            community=row.community, helper=helper, person=person, text=words, asked_at=at,
            shown_as=one_line(person.name)[:60],
        )  # fmt: skip
        _send("help_asked", question, helper.person, words, question.shown_as, at)


def answer_question(*, question: OpportunityQuestion, text: str, at: datetime) -> None:
    """The answer goes to whoever asked; a second one changes nothing. Raises HelpRefused."""
    words = text.strip()[:2000]
    if not words:
        raise HelpRefused("words")
    with write():
        stored = _locked(question)
        if stored is None or stored.answered_at or stored.refused_at:
            return
        if not is_open(stored.helper.opportunity.closes_at, at):
            raise HelpRefused("over")
        stored.answer, stored.answered_at = words, at
        stored.save(update_fields=["answer", "answered_at"])
        _send("help_answered", stored, stored.person, words, stored.helper.shown_as, at)


def refuse_asker(*, question: OpportunityQuestion, at: datetime) -> None:
    """No more questions of this person to this helper, here or at another opportunity."""
    with write():
        stored = _locked(question)
        if stored and stored.refused_at is None:
            stored.refused_at = at
            stored.save(update_fields=["refused_at"])


def forget_help(*, at: datetime) -> None:
    """A month after the last day nobody needs what was asked; of what stays open, after a year."""
    rows = OpportunityHelper.objects.across_communities("help that nobody needs any more")
    with write():
        over = Q(opportunity__closes_at__lt=at - KEPT) | Q(
            opportunity__closes_at=None, offered_at__lt=at - timedelta(days=365)
        )
        rows.filter(over).delete()


def _check(row: Opportunity, person: Person, at: datetime) -> None:
    members = Membership.objects.filter(community=row.community_id, person=person)
    if not members.filter(state=Membership.State.CONFIRMED).exists():
        raise HelpRefused("member")
    if row.state != Opportunity.State.SHOWN or not is_open(row.closes_at, at):
        raise HelpRefused("over")


def _count(person: Person, helper: OpportunityHelper, at: datetime) -> None:
    day, taker = timedelta(days=1), str(helper.person_id)
    if not note_try("help-taken", taker, limit=TAKEN_A_DAY, within=day, at=at):
        raise HelpRefused("much")
    if not note_try("help-asked", str(person.pk), limit=ASKED_A_DAY, within=day, at=at):
        raise HelpRefused("many")


def _locked(question: OpportunityQuestion) -> OpportunityQuestion | None:
    rows = OpportunityQuestion.objects.filter(community=question.community_id, pk=question.pk)
    related = rows.select_related("helper__opportunity", "helper__person", "person", "community")
    return related.select_for_update(of=("self",)).first()


def _send(
    letter: str, question: OpportunityQuestion, to: Person, words: str, name: str, at: datetime
) -> None:
    row, place = question.helper.opportunity, question.community
    address, language = first_address(to), to.preferred_language
    if not address:
        return
    root = f"{settings.BASE_URL}/{language}"
    own = question_path(question) if letter == "help_asked" else f"/{place.slug}/opportunities/{row.pk}/"
    values = {
        "community": TranslatedText(place.name).in_language(language, place.default_language),
        "opportunity": TranslatedText(row.title).in_language(language, place.default_language),
        "name": name, "words": words, "link": f"{root}{own}",
    }  # fmt: skip
    text = write_letter(letter, language, values, community_id=place.pk)
    queue_mail(text, to=address, cause=f"{letter}:{question.uuid}", at=at, community_id=place.pk,
               person_id=to.pk, reply_to=place.contact_email)  # fmt: skip
