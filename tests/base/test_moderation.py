from __future__ import annotations

from datetime import timedelta

import pytest

from teranga.base.moderation import score

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonjour, je voudrais aider à l'accueil samedi. Merci !",
        "My talk is about packaging. Slides: https://example.org/slides",
        "J'apprends Python depuis six mois à Sokodé et je cherche un mentor pour ma station météo. "
        "Mon code est sur https://github.com/ama/meteo et je parle éwé, français et un peu anglais.",
        "ÇA MARCHE !",
        "El marabú es un ave; the talk is about birds, not about a marabou.",
    ],
)
def test_what_people_write_does_not_wait(text: str) -> None:
    assert score(text, took=MINUTE).points < 50
    assert not score(text, took=MINUTE).waits_for_a_person


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Best casino http://a.example http://b.example", ("links", "mostly-links", "bad-words")),
        ("http://a.example www.b.example [url=http://c.example]", ("links", "mostly-links")),
        ("We sell backlinks and guest posts for your site", ("bad-words",)),
        ("Prêt rapide et retour affectif, appelez-moi", ("bad-words",)),
        ("Dinero fácil: gana con VIAGRA", ("bad-words",)),
    ],
)
def test_what_machines_send_waits_for_a_person(text: str, reasons: tuple[str, ...]) -> None:
    found = score(text, took=MINUTE)
    assert found.waits_for_a_person
    assert found.reasons == reasons


def test_the_same_long_text_again_waits_whatever_its_letters() -> None:
    text = "Join our great meeting on growth next week"
    assert score(text, earlier=["Something else entirely, of this week", text]).reasons == ("repeated",)
    assert score(text, earlier=["JOIN our  great meeting on GROWTH next week"]).waits_for_a_person
    assert score("Merci !", earlier=["Merci !"]).points == 0


def test_a_long_text_in_no_time_counts_and_a_pasted_line_does_not() -> None:
    quick = timedelta(seconds=3)
    assert score("a sentence of some length " * 6, took=quick).reasons == ("hurry",)
    assert score("a pasted line", took=quick).points == 0
    assert score("a sentence of some length " * 6).points == 0


def test_shouting_and_hidden_signs_count_but_do_not_decide() -> None:
    assert score("COME AND BUY OUR THINGS, THEY ARE THE BEST").reasons == ("loud",)
    assert score("mer\u200bci").reasons == ("hidden-signs",)
    assert not score("COME AND BUY OUR THINGS, THEY ARE THE BEST").waits_for_a_person
