from tests.browser.html_rules import faults_of

GOOD = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Lomé</title></head>
<body><a href="#content">Aller au contenu</a><main id="content"><h1>Lomé</h1><h2>Ici</h2>
<svg viewBox="0 0 1 1"><title>Un point</title><circle r="1"/></svg>
<label for="city">Ville</label> <input id="city" name="city">
<label>Nom <input name="name"></label><img src="x.png" alt=""></main></body></html>"""


def test_a_good_page_has_no_faults() -> None:
    assert faults_of(GOOD) == []


def test_each_fault_is_named() -> None:
    changes = {
        ("<h2>Ici</h2>", "<h3>Ici</h3>"): ["h3 follows h1"],
        ("<h2>Ici</h2>", "<h1>Ici</h1>"): ["2 × h1"],
        (' alt=""', ""): ["img without alt: x.png"],
        ('<label for="city">Ville</label>', ""): ["input without a label: city"],
        ('id="city"', 'id="content"'): [
            "id “content” stands 2 times",
            "input without a label: city",
            "for points at no element: city",
        ],
        ("<h2>Ici</h2>", '<a href="/"><button>Ici</button></a>'): ["button inside a"],
        ('href="#content"', 'href="#end"'): ["link to no part of the page: #end"],
        (' lang="fr"', ""): ["the page does not say its language"],
    }
    for (old, new), faults in changes.items():
        assert old in GOOD
        assert faults_of(GOOD.replace(old, new)) == faults


def test_a_parse_error_is_told_with_its_line() -> None:
    assert faults_of(GOOD.replace("<h2>Ici</h2>", "<h2>Ici</h3>"))[0].startswith("line 3: ")
