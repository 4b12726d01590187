"""Collects rooms, speakers and sessions from one source into a `Programme`, reporting every repair."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from teranga.formats.markup import plain_markup, web_address
from teranga.formats.plain_text import MAX_TEXT, folded, has_invisible, one_line, scalar_text, slug_of
from teranga.formats.programme import (
    Outcome,
    Programme,
    ProgrammeRoom,
    ProgrammeSession,
    ProgrammeSpeaker,
    ReadResult,
    UnreadableFile,
)
from teranga.formats.schedule import checks, keys
from teranga.formats.schedule.access import items, mapping
from teranga.formats.schedule.report import Report
from teranga.formats.schedule.times import MAX_MINUTES, ReadMoment, read_minutes
from teranga.formats.schedule.words import language_codes, level_of
from teranga.formats.schedule.zones import choose_zone
from teranga.foundation.translated import UNDETERMINED, TranslatedText

MAX_SESSIONS = 10_000  # the largest programmes in the open have below 1,500

_SEVERAL_NAMES = re.compile(r"\s(?:and|et|y|e|&)\s|,", re.IGNORECASE)

_DAY_CHANGES = (time(4, 0), time(6, 0), time(9, 0))  # for files that do not say when their days begin


class ProgrammeBuilder:
    def __init__(self, source_format: str, report: Report) -> None:
        self.programme = Programme(title="", source_format=source_format)
        self.report = report
        self.zone = ZoneInfo("UTC")
        self._rooms: dict[str, str] = {}  # folded name -> key
        self._room_keys: set[str] = set()
        self._after_midnight: list[time] = []
        self._speakers: dict[str, ProgrammeSpeaker] = {}

    # texts

    def line(self, value: object, where: str) -> str:
        text = scalar_text(value)
        if has_invisible(text):
            self._tell_invisible(where)
        return one_line(text)

    def rich(self, value: object, where: str) -> str:
        text = scalar_text(value)
        if has_invisible(text):
            self._tell_invisible(where)
        if len(text) > MAX_TEXT:
            self.report.left_out(
                "text-cut", where, f"A text of {len(text)} characters was cut at {MAX_TEXT}."
            )
        plain = plain_markup(text, self.programme.base_url)
        if plain.converted:
            what = "The text held HTML; it was turned into plain text with paragraphs, lists and links."
            self.report.tally(Outcome.REPAIRED, "html-converted", where, what)
        if plain.dropped_scripts:
            self.report.left_out(
                "script-dropped", where, "A script or an embedded frame was taken out of the text."
            )
        for address in plain.dropped_links:
            self._tell_link(where, address)
        return plain.text

    def translated(self, value: object, where: str, *, rich: bool = False) -> TranslatedText:
        """A text, or a mapping of language to text."""
        clean = self.rich if rich else self.line
        if isinstance(value, dict):
            pairs = [(language_codes(code), text) for code, text in mapping(value).items()]
            return TranslatedText({(c[0][1] if c else "") or UNDETERMINED: clean(t, where) for c, t in pairs})
        return TranslatedText(clean(value, where))

    def link(self, label: object, address: object, where: str) -> tuple[str, str] | None:
        found = web_address(address, self.programme.base_url)
        if found:
            return self.line(label, where), found
        if shown := one_line(address)[:100]:
            self._tell_link(where, shown)
        return None

    def links(self, pairs: Iterable[tuple[object, object]], where: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for label, address in pairs:
            link = self.link(label, address, where)
            if link and link not in found:
                found.append(link)
        return found

    def _tell_invisible(self, where: str) -> None:
        what = "The text held control characters or hidden direction marks, which were removed."
        self.report.tally(Outcome.REPAIRED, "characters-removed", where, what)

    def _tell_link(self, where: str, address: str) -> None:
        self.report.left_out(
            "link-dropped", where, f'The link "{address}" is not a full web address and was left out.'
        )

    # the event

    def name_event(self, value: object, fallback: str = "Imported programme") -> None:
        self.programme.title = str(self.translated(value, "the event"))
        if not self.programme.title:
            self.programme.title = fallback
            what = f'The file does not say how the event is called; it was named "{fallback}".'
            self.report.guessed("name-missing", "the event", what)

    def choose_zone(
        self, stated: object, places: tuple[object, ...], offsets: Iterable[timedelta] = ()
    ) -> None:
        names = tuple(text for place in places if (text := one_line(place)))
        chosen = choose_zone(one_line(stated), names, frozenset(offsets))
        self.programme.zone, self.zone = chosen.name, chosen.info
        if chosen.code:
            self.report.guessed(chosen.code, self.programme.title or "the event", chosen.what)

    def spoken(self, value: object, where: str) -> list[str]:
        codes: list[str] = []
        for written, code in language_codes(value):
            if not code:
                what = f'"{one_line(written)[:60]}" is no language we know and was left out.'
                self.report.tally(Outcome.LEFT_OUT, "language-unknown", where, what)
                continue
            if written != code:
                what = f'The language "{one_line(written)[:60]}" was read as "{code}".'
                self.report.tally(Outcome.REPAIRED, "language-form", where, what)
            if code not in codes:
                codes.append(code)
        return codes

    def level(self, value: object, where: str) -> str:
        level, text = level_of(value), one_line(value)[:60]
        if text and not level:
            what = f'The level "{text}" is not one we know and was left out.'
            self.report.tally(Outcome.LEFT_OUT, "level-unknown", where, what)
        return level

    def moment(self, read: ReadMoment | None, where: str) -> datetime | None:
        """A moment in the event's zone; a stated offset decides, and is reported if it is not the zone's."""
        if read is None:
            return None
        found = read.within(self.zone)
        if (
            read.offset is not None
            and found.replace(tzinfo=None) != read.wall
            and read.offset != timedelta(0)
        ):
            what = (
                f"The time states an offset that is not the one of {self.programme.zone}; "
                "the moment was kept, so the wall time changes."
            )
            self.report.tally(Outcome.GUESSED, "offset-disagrees", where, what)
        return found

    def span(self, start: datetime | None, end: datetime | None, stated: object, where: str) -> int | None:
        """The length from start to end if both are known, else as stated; every contradiction is reported."""
        length = self.minutes(read_minutes(stated), where, given=stated)
        if start is None or end is None:
            return length
        between = round((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 60)
        if between < 0:
            self.report.left_out("end-before-start", where, "It ends before it starts; the end was left out.")
            return length
        if length is not None and between != length:
            what = (
                f"Start and end are {between} minutes apart, the file states {length}; {between} was taken."
            )
            self.report.repaired("duration-disagrees", where, what)
        return self.minutes(between, where)

    # what the event has

    def room(
        self, name: object, *, key: str = "", capacity: object = None, description: object = None
    ) -> str:
        """The key of the room with this name, added if it is new; "" for no name."""
        names = self.translated(name, "rooms")
        shown = str(names)
        if not shown:
            return ""
        if (known := self._rooms.get(folded(shown))) and (not key or key == known):
            return known
        chosen = keys.unused(key or slug_of(shown), self._room_keys)
        self._room_keys.add(chosen)
        seats = (
            capacity
            if isinstance(capacity, int) and not isinstance(capacity, bool) and capacity > 0
            else None
        )
        texts = self.translated(description, shown, rich=True)
        self.programme.rooms.append(ProgrammeRoom(chosen, names, seats, texts))
        self._rooms.setdefault(folded(shown), chosen)
        return chosen

    def has_room(self, key: str) -> bool:
        return key in self._room_keys

    def has_speaker(self, key: str) -> bool:
        return key in self._speakers

    def speaker(self, name: object, *, key: str = "") -> ProgrammeSpeaker | None:
        """The speaker with this key (or, without one, this name), added if new; None for no name."""
        shown = self.line(name, "speakers")
        if not shown:
            return None
        chosen = key or self._key_of_name(shown)
        known = self._speakers.get(chosen)
        if known and folded(known.name) != folded(shown) and key:
            chosen = f"{key}-{slug_of(shown)}"
            if chosen not in self._speakers:
                what = f'The speaker id "{key}" stands for "{known.name}" and for "{shown}"; both were kept.'
                self.report.repaired("speaker-id-repeated", shown, what)
            known = self._speakers.get(chosen)
        if known:
            return known
        if not key and _SEVERAL_NAMES.search(shown):
            what = "This name seems to be several people; it was kept as one."
            self.report.noted("speaker-maybe-several", shown, what)
        speaker = ProgrammeSpeaker(chosen, shown)
        self._speakers[chosen] = speaker
        self.programme.speakers.append(speaker)
        return speaker

    def _key_of_name(self, name: str) -> str:
        """The slug of a name; with a number where another name, in another script, has the same slug."""
        words = re.findall(r"\w+", folded(name))
        slug = chosen = slug_of(name)
        number = 1
        while (known := self._speakers.get(chosen)) and re.findall(r"\w+", folded(known.name)) != words:
            number += 1
            chosen = f"{slug}-{number}"
        return chosen

    def speaker_keys(self, names: object) -> list[str]:
        """Keys of speakers given by name alone: one text or a list of texts."""
        found = [self.speaker(name) for name in items(names)]
        return list(dict.fromkeys(speaker.key for speaker in found if speaker))

    def known_speakers(self, references: object, where: str) -> list[str]:
        """Those of the referenced keys that the source describes; the others are reported."""
        known: list[str] = []
        for reference in items(references):
            key = one_line(reference)[:200]
            if self.has_speaker(key):
                known.append(key)
            elif key:
                what = (
                    f'The speaker "{key}" is referred to and nowhere described; the reference was left out.'
                )
                self.report.left_out("speaker-unknown", where, what)
        return list(dict.fromkeys(known))

    def track(self, value: object, where: str) -> str:
        name = str(self.translated(value, where))
        if name and name not in self.programme.tracks:
            self.programme.tracks.append(name)
        return name

    def minutes(self, value: int | None, where: str, *, given: object = None) -> int | None:
        """`value` when it is a possible length; else None, with a finding if the source gave something."""
        if value is not None and 0 < value <= MAX_MINUTES:
            return value
        shown = one_line(given)[:40] if given is not None else str(value)
        if value is not None or shown not in ("", "None"):
            what = f'"{shown}" is no possible length of a session; it was left open.'
            self.report.left_out("duration-invalid", where, what)
        return None

    def add(self, session: ProgrammeSession) -> None:
        if len(self.programme.sessions) >= MAX_SESSIONS:
            raise UnreadableFile(
                f"This file has more than {MAX_SESSIONS} sessions: export one event alone and upload that."
            )
        self.programme.sessions.append(session)

    def note_after_midnight(self, start: datetime, day: date, where: str) -> None:
        """A session that starts after the midnight that ends its day."""
        self._after_midnight.append(start.time())
        what = f"It starts at {start:%H:%M} after midnight and belongs to the day before, {day}."
        self.report.noted("past-midnight", where, what)

    def finish(self) -> ReadResult:
        if self._after_midnight and self.programme.day_change <= max(self._after_midnight):
            latest = max(self._after_midnight)
            self.programme.day_change = next((hour for hour in _DAY_CHANGES if hour > latest), time(0, 0))
        checks.complete(self.programme, self.report)
        return ReadResult(self.programme, self.report.findings())
