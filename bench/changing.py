"""A process that changes the demo event, one change a line on its input: python -m bench.changing.

Each line becomes the end of the event's French name, through the program's own action. It answers "changed"
once the change is committed, so that whoever asked can look at the page in the next millisecond.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType

from bench.servers import environment

COMMUNITY, EVENT = "practice", "pycon-practice"


class Changer:
    """The other end: starts the process and asks it for changes."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.changing"],
            env=environment(database_url, TERANGA_DATA=str(data), TERANGA_WORKER="no"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._expect("ready")

    def change(self, ending: str) -> None:
        """Returns when the change is committed; an empty ending gives the event its own name back."""
        if self._process.stdin:
            self._process.stdin.write(ending + "\n")
            self._process.stdin.flush()
        self._expect("changed")

    def _expect(self, word: str) -> None:
        said = self._process.stdout.readline().strip() if self._process.stdout else ""
        if said != word:
            raise RuntimeError(f"The process that changes the event said “{said}” instead of “{word}”.")

    def __enter__(self) -> Changer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait(15)


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from teranga.domains.activity.actions.record import COMMAND_LINE
    from teranga.domains.events.actions.update_event import update_event
    from teranga.domains.events.queries import event_by_slug
    from teranga.foundation.translated import TranslatedText

    event = event_by_slug(COMMUNITY, EVENT)
    own = dict(event.name)
    print("ready", flush=True)
    for line in sys.stdin:
        name = TranslatedText({**own, "fr": f"{own['fr']} {line.strip()}".strip()})
        update_event(event=event, by=COMMAND_LINE, at=timezone.now(), name=name)
        print("changed", flush=True)


if __name__ == "__main__":
    main()
