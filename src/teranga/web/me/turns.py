"""How often somebody turned pages of late, remembered by this process alone: reading leaves no row behind.

Several processes give several times the limit, and a restart begins anew. That is enough against taking a
list away by the hundred; what guards codes and mails is counted in the database (people.actions.tries).
"""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

MOST_READERS = 10_000  # the one who was seen longest ago is forgotten first


class Turns:
    def __init__(self, *, limit: int, within: timedelta, most_readers: int = MOST_READERS) -> None:
        self.limit, self.within, self.most_readers = limit, within, most_readers
        self._moments: OrderedDict[tuple[str, ...], deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def allows(self, *who_and_what: str, at: datetime) -> bool:
        """Note a turn and say whether it was within the limit. A refused one is not noted: waiting helps."""
        with self._lock:
            moments = self._moments.setdefault(who_and_what, deque())
            self._moments.move_to_end(who_and_what)
            while moments and moments[0] <= at - self.within:
                moments.popleft()
            allowed = len(moments) < self.limit
            if allowed:
                moments.append(at)
            while len(self._moments) > self.most_readers:
                self._moments.popitem(last=False)
        return allowed

    def forget(self) -> None:
        with self._lock:
            self._moments.clear()
