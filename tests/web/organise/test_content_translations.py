from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from teranga.base.models import SearchDocument
from teranga.domains.communities.actions.newsletters import prepare_mail
from teranga.domains.communities.models import Community, Newsletter, Page
from teranga.domains.events.actions.thanks import say_thanks
from teranga.domains.events.queries_translations import KINDS, board_of, text_at, text_fields
from teranga.foundation.translated import TranslatedText
from tests.factories.communities import MADE, a_community, a_goal, a_page, a_partner, in_three
from tests.factories.decisions import ORGANISER
from tests.factories.events import a_material, a_photo, a_programme, a_room, a_session, an_event
from tests.factories.proposals import OPEN, a_call, a_call_question
from tests.factories.reviews import a_criterion
from tests.web.organise.desk import at_the_desk, audited, hidden_of, queries_of, send, text_of

pytestmark = pytest.mark.django_db
BOARD = "/en/organise/lome/pages/translations/"
NOT_TRANSLATED = {
    "Task": "a team's own notes",
    "ScheduleChange": "what was said at the time",
    "DirectoryListing": "what the list of all communities repeats from entries that are on the board",
}


@pytest.fixture
def lome() -> Community:
    return a_community("lome")


def test_every_table_with_texts_is_on_the_board_or_says_why_not() -> None:
    told = {kind.model for kind in KINDS.values()}
    owners = [apps.get_app_config("communities"), apps.get_app_config("events"),
              apps.get_app_config("proposals")]  # fmt: skip
    with_texts = {model for owner in owners for model in owner.get_models() if text_fields(model)}
    assert {model.__name__ for model in with_texts - told} == set(NOT_TRANSLATED)


def test_completeness_counts_texts_that_exist_in_some_language(lome: Community) -> None:
    before = {code: (there, asked) for code, there, asked in board_of(lome).completeness()}
    assert before == {"fr": (3, 3), "en": (3, 3)}
    a_goal(lome, title={"en": "A thousand members"})
    after = {code: (there, asked) for code, there, asked in board_of(lome).completeness()}
    assert after == {"fr": (3, 4), "en": (4, 4)}
    assert [(gap.kind, gap.path, gap.missing) for gap in board_of(lome).gaps] == [("goal", "title", ("fr",))]


def test_texts_within_lists_are_found_and_filled(lome: Community) -> None:
    lome.values = [{"name": {"en": "Ubuntu"}, "text": in_three("We are")}]
    lome.save()
    gap = board_of(lome).gaps[0]
    assert (gap.path, gap.field, gap.missing) == ("values.0.name", "name", ("fr",))
    browser = at_the_desk(community=lome)
    answer = send(browser, f"{BOARD}community/{lome.pk}/values.0.name/", words_fr="Ubuntu !")
    assert answer.status_code == 302
    lome.refresh_from_db()
    assert lome.values == [{"name": {"en": "Ubuntu", "fr": "Ubuntu !"}, "text": in_three("We are")}]


def test_what_an_event_left_and_partners_are_translated_like_everything_else(lome: Community) -> None:
    event = an_event(lome)
    a_partner(lome, what={"fr": "Nous prête sa salle"})
    photo = a_photo(event, alt={"fr": "Le groupe"})
    a_material(event, title={"fr": "Diapositives"})
    say_thanks(event=event, text=TranslatedText({"fr": "Merci"}), by=ORGANISER, at=MADE)
    gaps = board_of(lome).gaps
    assert sorted((gap.kind, gap.path, gap.missing) for gap in gaps) == [
        ("material", "title", ("en",)), ("partner", "what", ("en",)), ("photo", "alt", ("en",)),
        ("thanks", "text", ("en",)),
    ]  # fmt: skip
    browser = at_the_desk(community=lome)
    assert send(browser, f"{BOARD}photo/{photo.pk}/alt/", words_en="The group").status_code == 302
    photo.refresh_from_db()
    assert photo.alt == {"fr": "Le groupe", "en": "The group"}
    assert len(audited("photo.translate")) == 1


def test_a_newsletter_not_yet_published_is_asked_for_its_languages_and_goes_out_in_them(
    lome: Community,
) -> None:
    told = {"community": lome, "drafted_at": MADE, "updated_at": MADE}
    row = Newsletter.objects.create(
        month=date(2026, 9, 1), subject={"fr": "Septembre"}, body={"fr": "Bonjour", "en": "Hello"}, **told
    )
    Newsletter.objects.create(month=date(2026, 8, 1), subject={"fr": "Août"}, published_at=MADE, **told)
    gaps = board_of(lome).gaps
    assert [(gap.kind, gap.number, gap.path, gap.missing) for gap in gaps] == [
        ("newsletter", row.pk, "subject", ("en",))
    ]
    browser, page = at_the_desk(community=lome), f"/en/organise/lome/newsletter/{row.pk}/"
    assert "Still missing: English." in text_of(browser.get(page))
    assert send(browser, f"{BOARD}newsletter/{row.pk}/subject/", words_en="September").status_code == 302
    row.refresh_from_db()
    assert "Still missing" not in text_of(browser.get(page))
    bulk = prepare_mail(newsletter=row, by=ORGANISER, at=MADE)
    assert (bulk.subject, sorted(bulk.body)) == ({"fr": "Septembre", "en": "September"}, ["en", "fr"])


def test_a_session_is_asked_for_its_title_in_the_events_languages_alone(lome: Community) -> None:
    event = an_event(lome, languages=["en"])
    talk = a_session(event, title={"fr": "Bonjour"}, abstract={"fr": "Un"})
    a_session(event, title={"und": "Hello"})
    a_session(event, title={"fr": "Pause"}, is_break=True)
    assert [(gap.number, gap.path, gap.missing) for gap in board_of(lome).gaps] == [
        (talk.pk, "title", ("en",))
    ]


def test_what_a_call_says_and_asks_is_translated_and_read_in_the_readers_language(lome: Community) -> None:
    event = an_event(lome, "pycon", languages=["fr", "en"])
    call = a_call(event, about={"fr": "Racontez-nous"}, policies={"ai": {"fr": "Dites-le."}})
    kind, topic = call.types.get(slug="talk"), call.topics.get(slug="ai")
    kind.name, topic.name = {"fr": "Présentation"}, {"fr": "IA"}
    kind.save()
    topic.save()
    asked = a_call_question(call, "choice", label="Size?", hint={"fr": "La tienne"},
                            choices=[{"fr": "Petit"}, in_three("Large")])  # fmt: skip
    a_criterion(call, labels={"0": {"fr": "Non"}, "1": in_three("Yes")})
    a_call_question(call, label="Old?", hint={"fr": "Vieux"}, ended_at=MADE)
    gaps = board_of(lome, event).gaps
    assert sorted((gap.kind, gap.path, gap.field) for gap in gaps) == [
        ("call", "about", "about"), ("call", "policies.ai", "ai"),
        ("call_question", "choices.0", "choices"), ("call_question", "hint", "hint"),
        ("review_line", "labels.0", "labels"),
        ("session_type", "name", "name"), ("topic", "name", "name"),
    ]  # fmt: skip
    browser = at_the_desk(community=lome)
    board = text_of(browser.get(BOARD))
    assert [name in board for name in ("Session types", "Questions of the call", "Text written by machines")]
    page = "/en/lome/pycon/call/"
    with time_machine.travel(OPEN, tick=False):
        before = text_of(Client().get(page))
        assert ("Racontez-nous" in before, "Présentation" in before) == (True, True)
    for path, words in (
        (f"call/{call.pk}/about/", "Tell us"), (f"call/{call.pk}/policies.ai/", "Say so."),
        (f"session_type/{kind.pk}/name/", "Talk"), (f"call_question/{asked.pk}/choices.0/", "Small"),
    ):  # fmt: skip
        assert send(browser, f"{BOARD}{path}", words_en=words).status_code == 302
    call.refresh_from_db()
    asked.refresh_from_db()
    assert call.about == {"fr": "Racontez-nous", "en": "Tell us"}
    assert call.policies == {"ai": {"fr": "Dites-le.", "en": "Say so."}}
    assert asked.choices == [{"fr": "Petit", "en": "Small"}, in_three("Large")]
    with time_machine.travel(OPEN, tick=False):
        after = text_of(Client().get(page))
    told = [words in after for words in ("Tell us", "Say so.", "Talk", "Racontez-nous", "Présentation")]
    assert told == [True, True, True, False, False]


def test_a_translator_goes_from_a_gap_straight_to_the_field(lome: Community) -> None:
    page = a_page(lome, "story", title={"fr": "Notre histoire"}, body=in_three("x"))
    translator = at_the_desk("translator", community=lome)
    link = f"{BOARD}page/{page.pk}/title/"
    assert f'href="{link}"' in translator.get(BOARD).content.decode()
    assert "Notre histoire" in text_of(translator.get(link))
    answer = send(translator, link, words_en="Our story", words_fr="Stolen")
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.title == {"fr": "Notre histoire", "en": "Our story"}
    assert set(SearchDocument.objects.filter(kind="page").values_list("title", flat=True)) == {
        "Notre histoire", "Our story",
    }  # fmt: skip
    assert audited("page.translate") == [
        {"title": [{"fr": "Notre histoire"}, {"en": "Our story", "fr": "Notre histoire"}]}
    ]


def test_a_translator_of_one_event_reaches_its_texts_alone(lome: Community) -> None:
    event = an_event(lome, "pycon")
    room, other = a_room(event, name={"fr": "Grande salle"}), an_event(lome, "meetup", name={"fr": "Soirée"})
    page = a_page(lome, title={"fr": "Page"})
    translator = at_the_desk("translator", event=event)
    root = "/en/organise/lome/pycon/translations/"
    shown = text_of(translator.get(root))
    assert ("Grande salle" in shown, "Soirée" in shown, "Page" in shown.split()) == (True, False, False)
    assert translator.get(BOARD).status_code == 404
    for path in (f"event/{other.pk}/name/", f"page/{page.pk}/title/"):
        assert translator.get(root + path).status_code == 404
        assert translator.post(root + path, {"words_en": "x"}).status_code == 404
    assert send(translator, f"{root}room/{room.pk}/name/", words_en="Great hall").status_code == 302
    room.refresh_from_db()
    assert room.name == {"fr": "Grande salle", "en": "Great hall"}


def test_what_is_no_text_here_is_not_found(lome: Community) -> None:
    foreign = a_page(a_community("other"))
    browser = at_the_desk(community=lome)
    for path in (f"page/{foreign.pk}/title/", f"community/{lome.pk}/slug/", "person/1/name/", "page/1/body/"):
        assert browser.get(BOARD + path).status_code == 404
    assert text_at(lome, None, "page", foreign.pk, "title") is None


def test_two_translators_see_both_texts(lome: Community) -> None:
    page = a_page(lome, title={"fr": "Notre histoire"})
    browser = at_the_desk(community=lome)
    path = f"{BOARD}page/{page.pk}/title/"
    form = hidden_of(browser.get(path))
    assert send(browser, path, words_en="Our story").status_code == 302
    answer = browser.post(path, {**form, "words_en": "Our tale"})
    assert answer.status_code == 409
    assert ("Our story" in text_of(answer), "Our tale" in answer.content.decode()) == (True, True)
    page.refresh_from_db()
    assert page.title["en"] == "Our story"


def test_whoever_only_looks_sees_the_board_and_writes_nothing(lome: Community) -> None:
    page = a_page(lome, title={"fr": "Notre histoire"})
    reader = at_the_desk("read_only", community=lome)
    assert reader.get(BOARD).status_code == 200
    assert reader.post(f"{BOARD}page/{page.pk}/title/", {"words_en": "x"}).status_code == 404
    assert Page.objects.get(community=lome).title == {"fr": "Notre histoire"}


def test_the_board_costs_the_same_for_one_event_and_for_many(lome: Community) -> None:
    browser = at_the_desk(community=lome)
    a_programme(an_event(lome), 1)
    with_one = queries_of(browser, BOARD)
    for _ in range(2):
        a_programme(an_event(lome), 3)
        a_page(lome)
    assert queries_of(browser, BOARD) == with_one <= 31
