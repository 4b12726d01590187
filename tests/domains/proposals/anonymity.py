"""What each role may see of a proposal in each phase, written down a second time, by hand.

`ALLOWED` is the whole table: it is not made from the rules that the program uses. Every field of the proposal
here carries words of its own, so that a page, a list, a count or a file shows whether it knows them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from teranga.domains.people.models import Person
from teranga.domains.people.policy import Place
from teranga.domains.people.queries_roles import rights_for
from teranga.domains.proposals.models import Call, Proposal, ProposalAnswer, ProposalFile, ReviewRemark
from teranga.domains.proposals.queries_seen import Sight, sight_of
from tests.factories.communities import MADE, a_community, in_three
from tests.factories.events import an_event
from tests.factories.people import a_grant, a_person
from tests.factories.proposals import a_call, a_call_question, a_track, an_access_code
from tests.factories.reviews import (
    REVIEWING,
    a_criterion,
    a_phase,
    a_review,
    a_reviewer,
    a_sent_proposal,
    a_speaker_of,
    assigned,
)

CANARIES = {
    "title": "Titrepivoine", "abstract": "Resumecapucine", "description": "Descriptionlavande",
    "notes": "Notesjonquille", "track": "Filmyosotis", "asked": "Demandeancolie", "words": "Motsglycine",
    "declined_why": "Refuslilas", "name": "Zephyrine Quetzalcoatl", "old_name": "Anciennom Coquelicot",
    "biography": "Viemimosa", "affiliation": "Maisontulipe", "contact": "orchidee@example.org",
    "address_in_text": "pavot@example.org",
    "needs": "Besoinviolette", "imported_from": "Ailleursbleuet", "access_code": "CODEPRIMEVERE",
    "answer_for_reviewers": "Reponsecamelia", "answer_for_team": "Reponseazalee",
    "answer_of_speaker": "Reponsejasmin", "file_name": "Fichierdahlia.pdf", "review": "Avisiris",
    "remark": "Remarquelotus", "reviewer_name": "Relecteur Tournesol", "co_name": "Ninetchka Obidinski",
}  # fmt: skip
PUBLIC_TEXT = ("title", "abstract", "description", "notes", "track", "answer_for_reviewers")
NAMED = ("address_in_text", "name", "biography", "affiliation", "co_name", "answer_of_speaker")
Allowed = frozenset[str]
TEXT, NAMES = frozenset(PUBLIC_TEXT), frozenset(NAMED)
ALL_OF_TEAM = TEXT | NAMES | {"asked", "answer_for_team", "review", "remark", "reviewer_name"}

# phase -> role -> what may be seen, once one's own review is not sent. "" is: not even that it exists.
ALLOWED: dict[str, dict[str, Allowed]] = {
    "none": {"team": ALL_OF_TEAM, "team reviewing": ALL_OF_TEAM, "reviewer": frozenset(),
             "unassigned": frozenset(), "recused": frozenset(), "colleague": frozenset(),
             "watcher": frozenset(), "nobody": frozenset()},
    "blind": {"team": ALL_OF_TEAM, "team reviewing": TEXT | {"asked"}, "reviewer": TEXT,
              "unassigned": frozenset(), "recused": frozenset(), "colleague": frozenset(),
              "watcher": frozenset(), "nobody": frozenset()},
    "strict": {"team": ALL_OF_TEAM, "team reviewing": TEXT - {"notes", "track"} | {"asked"},
               "reviewer": TEXT - {"notes", "track"}, "unassigned": frozenset(), "recused": frozenset(),
               "colleague": frozenset(), "watcher": frozenset(), "nobody": frozenset()},
    "open": {"team": ALL_OF_TEAM, "team reviewing": TEXT | NAMES | {"asked", "review", "remark"},
             "reviewer": TEXT | NAMES | {"review", "remark"},
             "unassigned": TEXT | NAMES | {"review", "remark"}, "recused": frozenset(),
             "colleague": frozenset(), "watcher": frozenset(), "nobody": frozenset()},
    "committee": {"team": ALL_OF_TEAM,
                  "team reviewing": TEXT | NAMES | {"asked", "review", "remark", "reviewer_name"},
                  "reviewer": TEXT | NAMES | {"review", "remark", "reviewer_name"},
                  "unassigned": TEXT | NAMES | {"review", "remark", "reviewer_name"},
                  "recused": frozenset(), "colleague": frozenset(), "watcher": frozenset(),
                  "nobody": frozenset()},
}  # fmt: skip
ROLES = tuple(ALLOWED["none"])
PHASES: dict[str, dict[str, Any] | None] = {
    "none": None,
    "blind": {},
    "strict": {"hides": ["notes", "track"], "sees_others": "never"},
    "open": {"sees": "all", "sees_names": True, "sees_others": "always", "may_discuss": True},
    "committee": {"sees": "all", "sees_names": True, "sees_others": "always", "sees_reviewer_names": True,
                  "may_discuss": True, "may_tag": True, "may_review": False},
}  # fmt: skip


@dataclass
class World:
    call: Call
    proposal: Proposal
    people: dict[str, Person] = field(default_factory=dict)

    def sight(self, role: str) -> Sight:
        person = self.people[role]
        event = self.call.event
        rights = rights_for(person.pk, at=REVIEWING, has_second_factor=True)
        place = Place(event.community_id, event.community.parent_id, event.pk)
        return sight_of(self.call, rights=rights, place=place, at=REVIEWING)


def a_world(phase: str, **when: datetime) -> World:
    """One proposal that says in every field who it is from, and everybody who looks, in a phase."""
    event = an_event(a_community())
    call = a_call(event)
    if (told := PHASES[phase]) is not None:
        a_phase(call, **told, **when)
    line = a_criterion(call)
    track = a_track(event, name=in_three(CANARIES["track"]))
    name, co_name = CANARIES["name"], CANARIES["co_name"]
    row = a_sent_proposal(
        call, f"{CANARIES['title']} by {name}", speaker=a_person(name),
        abstract=f"{CANARIES['abstract']}. I am {name}, write to {CANARIES['address_in_text']}.",
        description=f"{CANARIES['description']} with {co_name} of @obidinskininetchka",
        notes=f"{CANARIES['notes']} https://example.org/{name.split()[1]}", track=track,
        asked=CANARIES["asked"], words=CANARIES["words"], declined_why=CANARIES["declined_why"],
        needs=CANARIES["needs"], contact=CANARIES["contact"], imported_from=CANARIES["imported_from"],
        access_code=an_access_code(call, CANARIES["access_code"]),
        speaking={"name": CANARIES["old_name"], "biography": CANARIES["biography"],
                  "affiliation": CANARIES["affiliation"], "contact": CANARIES["contact"]},
    )  # fmt: skip
    a_speaker_of(row, a_person(co_name))
    _answer(row, CANARIES["answer_for_reviewers"], seen_by="reviewers")
    _answer(row, CANARIES["answer_for_team"], seen_by="team")
    _answer(row, CANARIES["answer_of_speaker"], seen_by="reviewers", about="speaker")
    ProposalFile.objects.create(
        community=event.community, event=event, proposal=row, name=CANARIES["file_name"],
        kind="application/pdf", size=9, for_reviewers=True, sent_at=MADE, delete_on=MADE.date(),
    )  # fmt: skip
    world = World(call, row)
    _people(world)
    other = a_person(CANARIES["reviewer_name"])
    a_reviewer(call, other)
    a_review(row, other, {line: 3}, for_committee=CANARIES["review"])
    ReviewRemark.objects.create(
        community=event.community, event=event, proposal=row, person=other, text=CANARIES["remark"],
        at=REVIEWING,
    )  # fmt: skip
    return world


def _people(world: World) -> None:
    call, row = world.call, world.proposal
    people = {role: a_person(f"Somebody {role}") for role in ROLES}
    for role in ("team", "team reviewing"):
        a_grant(people[role], "programme_chair", event=call.event)
    a_grant(people["watcher"], "read_only", event=call.event)
    a_reviewer(call, people["team reviewing"])
    a_reviewer(call, people["reviewer"])
    a_reviewer(call, people["unassigned"])
    a_reviewer(call, people["recused"])
    a_reviewer(call, people["colleague"], affiliation=CANARIES["affiliation"].upper())
    for role in ("reviewer", "recused", "colleague"):
        assigned(row, people[role])
    row.recusals.create(
        community_id=row.community_id, event_id=row.event_id, person=people["recused"], at=MADE
    )
    world.people = people


def _answer(row: Proposal, value: str, **question: Any) -> None:
    asked = a_call_question(row.call, **question)
    ProposalAnswer.objects.create(
        community_id=row.community_id, event_id=row.event_id, proposal=row, question=asked, value=value,
        speaker=row.speakers.first() if question.get("about") == "speaker" else None, forget_at=REVIEWING,
    )  # fmt: skip
