"""Who else has something to take over when an event is made from the last one: a place's settings, say.

A domain above registers a function at start-up; it runs inside the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from teranga.domains.activity.actions.record import Actor
from teranga.domains.events.models import Event

TakeOver = Callable[[Event, Event, Actor, datetime], None]  # (source, made, by, at)
_followers: list[TakeOver] = []


def also_take_over(function: TakeOver) -> TakeOver:
    if function not in _followers:
        _followers.append(function)
    return function


def take_over(source: Event, made: Event, by: Actor, at: datetime) -> None:
    for follower in _followers:
        follower(source, made, by, at)
