"""`teranga import members`: a list brought along and taken out again from the command line."""

from __future__ import annotations

import pytest

from bench.contacts_made import made_list
from teranga.domains.communities.models import Membership
from teranga.domains.people.models import Person
from tests.cli.commanding import Teranga
from tests.factories.communities import a_community

pytestmark = pytest.mark.django_db
BASIS = "They signed our attendance list."


def test_a_list_is_put_in_and_taken_out_again(teranga: Teranga) -> None:
    place = a_community("lome")
    file = teranga.file("list.csv", "nom;email\nAfi;afi@example.org\nKofi;kofi@\n")
    done = teranga("import", "members", file, "--community", "lome", "--basis", BASIS)
    assert done.code == 0
    assert "1 added; 1 bad." in done.out
    assert "line 3: address kofi@" in done.out
    assert list(Membership.objects.filter(community=place).values_list("listed_name", "state")) == [
        ("Afi", "recorded")
    ]
    number = done.out.rpartition(" ")[2].strip()
    undone = teranga("import", "members", "--community", "lome", "--undo", number, "--json")
    assert (undone.json["state"], undone.json["removed"], Person.objects.count()) == ("undone", 1, 0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["list.csv"], "Say with --basis"),
        ([], "Name the file"),
        (["list.csv", "--basis", BASIS, "--undo", "99"], "has no list with the number 99"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_put_in(
    teranga: Teranga, arguments: list[str], words: str
) -> None:
    a_community("lome")
    teranga.file("list.csv", "nom;email\nAfi;afi@example.org\n")
    paths = [teranga.folder / one if one == "list.csv" else one for one in arguments]
    refused = teranga("import", "members", *paths, "--community", "lome")
    assert refused.code == 2
    assert words in refused.err
    assert Person.objects.count() == 0


def test_a_preview_puts_nobody_in(teranga: Teranga) -> None:
    a_community("lome")
    file = teranga.file("list.csv", "nom;email\nAfi;afi@example.org\n")
    assert "nobody was put in" in teranga("import", "members", file, "--community", "lome", "--preview").out
    assert Person.objects.count() == 0


def test_a_scripted_list_in_three_encodings_gives_each_person_once(teranga: Teranga) -> None:
    place = a_community("lome")
    made = made_list(1200, seed=4)
    file = teranga.file("list.csv", made.content)
    told = teranga("import", "members", file, "--community", "lome", "--basis", BASIS, "--json").json
    assert told["outcomes"] == {"added": made.people, "repeated": made.repeated, "bad": made.bad}
    assert (Person.objects.count(), Membership.objects.filter(community=place).count()) == (
        made.people, made.people,
    )  # fmt: skip
