"""What an answer to a question of the team's own may be, by its kind, and how it is stored."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from teranga.domains.proposals.models import CallQuestion

Kind = CallQuestion.Kind
YES = "yes"
LONGEST = {Kind.TEXT: 300, Kind.LONG_TEXT: 6000}
WEB = re.compile(r"https?://[^\s<>\"']{3,280}")
NUMBER = re.compile(r"[+-]?(\d{1,13}(\.\d{0,20})?|\.\d{1,20})")  # no exponent: it could fill the memory
PLACE = re.compile(r"[0-9]{1,4}")
CONDITIONS = (Kind.TICK, Kind.CHOICE, Kind.CHOICES)  # an answer to one of these may make another asked


class AnswerRefused(Exception):
    """`why`: long, number, choice, date, moment, address, country or language. Nothing was written."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_answer(
    question: CallQuestion, typed: str | list[str], *, zone: str, countries: Collection[str] = (),
    languages: Collection[str] = (),
) -> str:  # fmt: skip
    """The answer as it is stored: "" when there is none. Raises AnswerRefused.

    A choice is stored by its place in the list, from 1; several stand one a line; a moment in ISO form with
    its offset. Files are kept elsewhere: of them the stored answer is the file's own key.
    """
    values = [typed] if isinstance(typed, str) else typed
    values = [value.strip() for value in values if value.strip()]
    if not values:
        return ""
    if question.kind == Kind.CHOICES:
        return "\n".join(sorted({_choice(question, value) for value in values}, key=int))
    value = values[0]
    match question.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            if len(value) > LONGEST[Kind(question.kind)]:
                raise AnswerRefused("long")
            return " ".join(value.split()) if question.kind == Kind.TEXT else value
        case Kind.NUMBER:
            return _number(value)
        case Kind.TICK:
            return YES
        case Kind.CHOICE:
            return _choice(question, value)
        case Kind.DATE:
            return _day(value)
        case Kind.MOMENT:
            return _moment(value, zone)
        case Kind.ADDRESS:
            if not WEB.fullmatch(value):
                raise AnswerRefused("address")
        case Kind.COUNTRY:
            if value not in countries:
                raise AnswerRefused("country")
        case Kind.LANGUAGE:
            if value not in languages:
                raise AnswerRefused("language")
    return value


def _choice(question: CallQuestion, value: str) -> str:
    if not (PLACE.fullmatch(value) and 1 <= int(value) <= len(question.choices)):
        raise AnswerRefused("choice")
    return str(int(value))


def _number(value: str) -> str:
    plain = re.sub(r"[\s\u00a0\u202f]", "", value).replace(",", ".")
    if not NUMBER.fullmatch(plain) or abs(Decimal(plain)) > Decimal(10) ** 12:
        raise AnswerRefused("number")
    return f"{Decimal(plain):f}"


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise AnswerRefused("date") from None


def _moment(value: str, zone: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise AnswerRefused("moment") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).isoformat()
