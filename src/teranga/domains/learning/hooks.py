"""What floors above want to know in the same transaction. They register at start-up."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from teranga.domains.activity.actions.record import Actor
from teranga.domains.learning.models import Enrolment


class FinishListener(Protocol):
    """Somebody did the last step of a training path."""

    def __call__(self, *, enrolment: Enrolment, by: Actor, at: datetime) -> None: ...


_listeners: list[FinishListener] = []


def listen_to_finishes(listener: FinishListener) -> None:
    _listeners.append(listener)


def tell_finished(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    for listener in _listeners:
        listener(enrolment=enrolment, by=by, at=at)
