"""Speakers of proposals that were brought along, and answers, as the call's own form would keep them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teranga.domains.proposals.models import Call, CallQuestion, Proposal, ProposalAnswer, ProposalSpeaker
from teranga.domains.proposals.rules_answers import YES, AnswerRefused, read_answer
from teranga.domains.proposals.rules_call import answers_end_at
from teranga.domains.proposals.rules_import import Known, Plan, answers_of, found_in, names_of

BATCH = 400
Rows = Sequence[tuple[Proposal, Mapping[str, Any]]]
Speakers = dict[tuple[int, int], ProposalSpeaker]  # proposal and place
Files = list[list[Any]]  # see actions.import_files
TRUE = ("true", "yes", "oui", "si", "1")


def make_speakers(call: Call, rows: Rows, at: datetime) -> Speakers:
    made = [
        ProposalSpeaker(
            community_id=call.community_id, event_id=call.event_id, proposal=row, position=place,
            state=ProposalSpeaker.State.CONFIRMED, name=who["name"][:160], contact=who["email"],
            biography=who["biography"], affiliation=who["affiliation"][:160],
            country=_country(who["country"]),
            unavailable=_unavailable(call, who), answered_at=at,
        )
        for row, one in rows for place, who in enumerate(one["speakers"])
    ]  # fmt: skip
    ProposalSpeaker.objects.bulk_create(made, batch_size=BATCH)
    return {(speaker.proposal_id, speaker.position): speaker for speaker in made}


def _country(text: str) -> str:
    return text.upper() if len(text) == 2 and text.isascii() and text.isalpha() else ""


def _unavailable(call: Call, who: Mapping[str, Any]) -> list[list[str]]:
    """Told here is when somebody cannot; other programs ask when they can, and no answer means always."""
    zone = ZoneInfo(call.event.zone)
    kept = list(_pairs(who["unavailable"], zone))
    free = sorted(_pairs(who["available"], zone))
    if free:
        start = datetime.combine(call.event.start, time(0), zone)
        end = datetime.combine(call.event.end + timedelta(days=1), time(0), zone)
        for begin, finish in free:
            if start < begin:
                kept.append((start, min(begin, end)))
            start = max(start, finish)
        if start < end:
            kept.append((start, end))
    return [[begin.isoformat(), end.isoformat()] for begin, end in kept if begin < end]


def _pairs(times: Iterable[Sequence[str]], zone: ZoneInfo) -> Iterable[tuple[datetime, datetime]]:
    for begin, end in times:
        try:
            pair = [datetime.fromisoformat(moment) for moment in (begin, end)]
        except ValueError:
            continue
        first, last = (one if one.tzinfo else one.replace(tzinfo=zone) for one in pair)
        if first < last:
            yield first.astimezone(zone), last.astimezone(zone)


def make_answers(call: Call, rows: Rows, speakers: Speakers, plan: Plan, known: Known) -> tuple[int, Files]:
    """How many fit no question as it is asked here, and the files that are still to be taken in."""
    asked = {one["key"]: found_in(known.questions, one["label"]) for one in plan.asked}
    made, left, files = {}, 0, Files()
    for row, one in rows:
        files += [[row.pk, file["path"], file["title"], None, file.get("for_reviewers")]
                  for file in one["files"]]  # fmt: skip
        for place, answer in answers_of([one]):
            question = asked.get(answer["question"])
            speaker = speakers.get((row.pk, place)) if place is not None else None
            if question is None:
                left += 1
            elif question.kind == CallQuestion.Kind.FILE:
                if answer["file"]:
                    files.append([row.pk, answer["file"], "", question.pk, None])
                else:
                    left += 1
            elif value := _stored(call, question, answer):
                made[row.pk, question.pk, place] = ProposalAnswer(
                    community_id=call.community_id, event_id=call.event_id, proposal=row, question=question,
                    speaker=speaker, value=value, forget_at=answers_end_at(question),
                )  # fmt: skip
            elif question.kind != CallQuestion.Kind.TICK:  # an answer of no is one that is not there
                left += 1
    ProposalAnswer.objects.bulk_create(made.values(), batch_size=BATCH)
    return left, files


def _stored(call: Call, question: CallQuestion, answer: Mapping[str, Any]) -> str:
    """As the form would have kept it; "" where it is none of the answers that can be given here."""
    kinds, value = CallQuestion.Kind, answer["value"]
    if question.kind == kinds.TICK:
        return YES if value.casefold() in TRUE else ""
    if question.kind in (kinds.CHOICE, kinds.CHOICES):
        return _chosen(question, answer["values"] or [value])
    if question.kind in (kinds.COUNTRY, kinds.LANGUAGE):
        code = value.upper() if question.kind == kinds.COUNTRY else value.partition("-")[0].casefold()
        return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else ""
    texts = answer["values"] if not value else [value]
    try:
        return read_answer(question, "\n".join(texts)[: _longest(question)], zone=call.event.zone)
    except AnswerRefused:
        return ""


def _longest(question: CallQuestion) -> int:
    return 300 if question.kind == CallQuestion.Kind.TEXT else 6000


def _chosen(question: CallQuestion, texts: Sequence[str]) -> str:
    """Choices are kept by their place in the list. Without options several are one text with commas."""
    places = {name: place for place, told in enumerate(question.choices, 1) for name in names_of(told)}
    found = {places[name] for text in texts for name in names_of(text) if name in places}
    if not found and question.kind == CallQuestion.Kind.CHOICES:
        parts = [part for text in texts for part in text.split(",")]
        found = {places[name] for part in parts for name in names_of(part) if name in places}
    if question.kind == CallQuestion.Kind.CHOICE:
        found = set(sorted(found)[:1])
    return "\n".join(str(place) for place in sorted(found))
