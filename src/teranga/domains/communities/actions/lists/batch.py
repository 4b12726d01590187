"""Who of some hundred lines is known here, who stands twice on the list, and who is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from teranga.domains.communities.actions.duplicates import SAME_NAME_AND_CITY
from teranga.domains.communities.models import ImportedRow, MemberImport, Membership
from teranga.domains.communities.rules_import import Usable
from teranga.domains.people.models import ContactPoint
from teranga.domains.people.normal_forms import Contact
from teranga.foundation.folding import fold

SAME_NAME, TWO_ON_ONE_LINE = "same name", "one line of a list"
MOST_ALIKE = 3  # records of one name that are put beside a new one
Outcome, State = ImportedRow.Outcome, Membership.State


@dataclass(slots=True)
class Made:
    """A person who gets a membership: a new record, or one that is known outside this community."""

    row: Usable
    contacts: list[Contact] = field(default_factory=list)
    person_id: int | None = None
    membership_id: int | None = None
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    line: int
    outcome: str
    note: str
    key: str
    made: Made | None


class Batch:
    """Reads everything it needs about its lines in a few queries, then decides line by line."""

    def __init__(self, upload: MemberImport, rows: list[Usable]) -> None:
        self.upload, self.made, self.told = upload, list[Made](), list[Told]()
        self.fresh: dict[str, Made] = {}  # by address, among the lines of this batch
        self.keys: dict[str, Made] = {}
        self.pairs: list[tuple[int | Made, int | Made, str]] = []
        self.owners = self._owners({contact.value for row in rows for contact in row.contacts})
        self.here = self._here(set(self.owners.values()))
        self.of_this_list, self.known_keys = self._earlier_lines(rows)
        self.alike = self._alike({row.folded for row in rows if row.folded})

    def _owners(self, values: set[str]) -> dict[str, int]:
        points = ContactPoint.objects.filter(value__in=values).values_list("value", "person_id")
        return dict(points)

    def _here(self, people: set[int]) -> dict[int, tuple[int, str]]:
        rows = Membership.objects.filter(community=self.upload.community_id, person_id__in=people)
        return {person: (pk, state) for person, pk, state in rows.values_list("person_id", "pk", "state")}

    def _earlier_lines(self, rows: list[Usable]) -> tuple[set[int], dict[str, bool]]:
        """Memberships that this very list made, and other programs' numbers that were put in before."""
        earlier = ImportedRow.objects.filter(community=self.upload.community_id).exclude(undone="removed")
        own = earlier.filter(
            upload=self.upload, membership_id__in=[membership for membership, _ in self.here.values()]
        )
        keys = earlier.filter(other_key__in={row.key for row in rows if row.key}, outcome=Outcome.ADDED)
        return (
            set(own.values_list("membership_id", flat=True)),
            {key: upload == self.upload.pk for key, upload in keys.values_list("other_key", "upload_id")},
        )

    def _alike(self, names: set[str]) -> dict[str, list[tuple[int | Made, str]]]:
        """Those of the same name whom organisers of this community may know of, with their city."""
        shown = Q(state=State.CONFIRMED, person__folded_name__in=names) | Q(listed_folded__in=names)
        rows = Membership.objects.filter(shown, community=self.upload.community_id).exclude(state=State.LEFT)
        found: dict[str, list[tuple[int | Made, str]]] = {}
        columns = ("person_id", "state", "listed_folded", "person__folded_name", "person__city")
        for person, state, listed, name, city in rows.order_by("id").values_list(*columns):
            told = (name, city) if state == State.CONFIRMED else (listed, city if name == listed else "")
            found.setdefault(told[0], []).append((person, fold(told[1])))
        return found

    def take(self, row: Usable) -> None:
        note = row.bad[0][0] if row.bad else ""
        if not row.is_reachable:
            self._take_name_alone(row, note)
            return
        known = self._known(row)
        if len(known) > 1:
            note = "two-records"
            self.pairs.append((known[0], known[1], TWO_ON_ONE_LINE))
        owner = known[0] if known else None
        if owner is None:
            self._add(row, note)
        elif isinstance(owner, Made):
            new = [
                one for one in row.contacts if one.value not in self.owners and one.value not in self.fresh
            ]
            if owner.is_new:
                owner.contacts += new
                self.fresh |= dict.fromkeys((one.value for one in new), owner)
            self._tell(row, Outcome.REPEATED, note, owner)
        elif owner in self.here:
            membership, state = self.here[owner]
            again = Outcome.REPEATED if membership in self.of_this_list else Outcome.KNOWN
            who = Made(row, [], owner, membership, is_new=False)
            self._tell(row, Outcome.LEFT if state == State.LEFT else again, note, who)
        else:
            self._add(row, note, person_id=owner)

    def _known(self, row: Usable) -> list[int | Made]:
        """Whose the addresses of this line are, that of the first address first."""
        owners: list[int | Made] = []
        for contact in row.contacts:
            owner = self.fresh.get(contact.value) or self.owners.get(contact.value)
            if owner is not None and not any(owner is one or owner == one for one in owners):
                owners.append(owner)
        return owners

    def _take_name_alone(self, row: Usable, note: str) -> None:
        if row.key and row.key in self.keys:
            self._tell(row, Outcome.REPEATED, note, self.keys[row.key])
        elif row.key and row.key in self.known_keys:
            self._tell(row, Outcome.REPEATED if self.known_keys[row.key] else Outcome.KNOWN, note, None)
        elif row.bad or not row.name or self.upload.standing == MemberImport.Standing.INVITED:
            self._tell(row, Outcome.BAD, note, None)
        elif self.alike.get(row.folded):
            self._tell(row, Outcome.UNCLEAR, note, None)
        else:
            self._add(row, note)

    def _add(self, row: Usable, note: str, person_id: int | None = None) -> None:
        one = Made(row, list(row.contacts), person_id, is_new=person_id is None)
        self.made.append(one)
        if person_id is not None:
            self.here[person_id] = (0, State.PENDING)
        self.fresh |= dict.fromkeys((contact.value for contact in one.contacts), one)
        if row.key:
            self.keys[row.key] = one
        if row.folded:
            self._compare(one, row)
        self._tell(row, Outcome.ADDED, note, one)

    def _compare(self, one: Made, row: Usable) -> None:
        same_name, city = self.alike.setdefault(row.folded, []), fold(row.city)
        fitting = [(other, there) for other, there in same_name if not city or not there or city == there]
        for other, there in fitting[:MOST_ALIKE]:
            self.pairs.append((one, other, SAME_NAME_AND_CITY if city and city == there else SAME_NAME))
        same_name.append((one, city))

    def _tell(self, row: Usable, outcome: str, note: str, made: Made | None) -> None:
        self.told.append(Told(row.line, outcome, note, row.key, made))

    def suspicions(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Pairs for a person to decide; only where both are in this community."""
        inside = {one.person_id for one in self.made} | set(self.here)
        inside |= {other for rows in self.alike.values() for other, _ in rows if isinstance(other, int)}
        for one, other, reason in self.pairs:
            numbers = [each.person_id if isinstance(each, Made) else each for each in (one, other)]
            first, second = numbers
            if first and second and first != second and {first, second} <= inside:
                yield (first, second), reason
