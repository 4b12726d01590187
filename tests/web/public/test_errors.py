"""Pages for what went wrong say it in the reader's language, with the right status, whatever is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

import teranga.web.urls as real
from teranga.base.permissions import Access, access
from teranga.foundation.config import Database
from teranga.web import errors
from teranga.web.pagecache.front import PageCache
from teranga.web.pagecache.stampreader import stamp_reader
from tests.web.pagecache.visits import Answer, real_reader
from tests.web.public.worlds import LANGUAGES, World, a_world


@access(Access.PUBLIC)
def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("secret detail")


@access(Access.PUBLIC)
def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection to server at 10.0.0.7 failed: secret detail")


@access(Access.PUBLIC)
def forbidden(request: HttpRequest) -> HttpResponse:
    return errors.forbidden(request)


faults = [path("broken", broken), path("away", away), path("forbidden", forbidden)]
urlpatterns = [*(path(f"{code}/", include(faults)) for code in LANGUAGES), *real.urlpatterns]
handler400, handler403 = real.handler400, real.handler403
handler404, handler500 = real.handler404, real.handler500


def open_page(address: str, **more: object) -> tuple[HttpResponse, str]:
    response = Client(raise_request_exception=False).get(address, **more)  # type: ignore[arg-type]
    return response, response.content.decode()


def is_a_page_of_ours(html: str, language: str, status: int) -> bool:
    return (
        html.startswith(f'<!doctype html>\n<html lang="{language}"')
        and f'<p class="over figures">{status}</p>' in html
        and f'href="/{language}/"' in html
        and "noindex" in html
        and "secret detail" not in html
    )


@pytest.mark.django_db
@pytest.mark.urls("tests.web.public.test_errors")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("address", "status"), [("broken", 500), ("away", 503), ("forbidden", 403), ("nobody/", 404)]
)
def test_every_fault_has_a_page_in_every_language(address: str, status: int, language: str) -> None:
    response, html = open_page(f"/{language}/{address}")
    assert response.status_code == status
    assert is_a_page_of_ours(html, language, status)
    assert response.headers["Content-Language"] == language
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "unsafe-" not in response.headers["Content-Security-Policy"]
    assert dict(response.cookies) == {}
    assert (response.headers.get("Retry-After") == "60") is (status == 503)


@pytest.mark.django_db
def test_the_pages_of_faults_are_translated() -> None:
    headings = {
        code: re.findall(r"<h1[^>]*>(.*?)</h1>", open_page(f"/{code}/nobody/")[1])[0] for code in LANGUAGES
    }
    assert headings["en"] == "This page is not here"
    assert len(set(headings.values())) == 3


@pytest.mark.urls("tests.web.public.test_errors")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("address", "status"), [("broken", 500), ("away", 503)])
def test_a_fault_is_told_without_any_database(address: str, status: int, language: str) -> None:
    """No `django_db` mark: a query would fail this test."""
    response, html = open_page(f"/{language}/{address}")
    assert response.status_code == status
    assert is_a_page_of_ours(html, language, status)


@pytest.mark.django_db
@pytest.mark.urls("tests.web.public.test_errors")
def test_a_fault_of_ours_has_a_number_that_stands_in_the_answer_too() -> None:
    response, html = open_page("/en/broken")
    assert response.headers["X-Request-Id"] in html
    assert response.headers["X-Request-Id"] not in open_page("/en/broken")[1]


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example.com", "localhost.evil.example", "a b", "localhost:x"])
def test_an_unknown_host_is_refused_with_words(host: str) -> None:
    response, html = open_page("/en/", headers={"host": host})
    assert response.status_code == 400
    assert is_a_page_of_ours(html, "en", 400)
    assert host not in html


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_session_that_was_taken_off_says_what_it_was_and_leads_on(language: str) -> None:
    world = a_world()
    session = world.sessions[0]
    session.cancelled_at = session.updated_at
    session.save()
    response, html = open_page(f"/{language}{world.root}sessions/{session.slug}/")
    assert response.status_code == 410
    assert is_a_page_of_ours(html, language, 410)
    assert session.title.in_language(language) in html
    assert f'href="/{language}{world.root}schedule/"' in html


MISSING = [
    "schedule/day/2026-09-23/", "schedule/day/2026-9-24/", "schedule/day/tomorrow/", "schedule/track/nope/",
    "schedule/room/nope/", "schedule/level/expert/", "schedule/level/BEGINNER/", "schedule/language/xx/",
    "schedule/speaker/x/", "schedule/room/%F0%9F%90%8D/", "schedule/room/a%0ab/",
    "sessions/nope/", "sessions/nope.ics", "speakers/nope/", "schedule.html", "card.jpg",
]  # fmt: skip


@pytest.fixture
def front(transactional_db: None) -> Iterator[PageCache]:
    reader = real_reader()
    yield PageCache(WSGIHandler(), reader)
    reader.close()


def visit(front: PageCache, address: str, **more: str) -> Answer:
    environ = RequestFactory().get(address, **more).environ
    environ["PATH_INFO"] = unquote_to_bytes(address).decode("latin-1")  # as a server gives it
    told: list = []
    body = b"".join(front(environ, lambda status, headers, exc_info=None: told.extend((status, headers))))
    return Answer(told[0], dict(told[1]), body)


@pytest.fixture
def world(transactional_db: None) -> World:
    return a_world()


def test_an_unknown_choice_of_the_programme_is_not_there_and_nothing_is_kept(
    front: PageCache, world: World
) -> None:
    assert visit(front, f"/en{world.root}schedule/").status == "200 OK"
    kept = set(front._entries)
    for missing in MISSING:
        assert visit(front, f"/en{world.root}{missing}").status == "404 Not Found", missing
    assert set(front._entries) == kept == {f"/en{world.root}schedule/"}


@pytest.mark.parametrize("code", ["de", "pt-br", "xx", "FR", "fr-fr"])
def test_an_unknown_language_is_not_there_and_nothing_is_kept(
    front: PageCache, world: World, code: str
) -> None:
    answer = visit(front, f"/{code}{world.root}")
    assert answer.status == "404 Not Found"
    home = visit(front, f"/{code}/")
    if home.status == "302 Found":  # it might have been a community without its language
        home = visit(front, home.headers["Location"])
    assert home.status == "404 Not Found"
    assert front._entries == {}


def test_an_address_without_its_language_leads_to_the_readers_own(front: PageCache, world: World) -> None:
    for accepted, code in (("fr-SN,fr;q=0.9", "fr"), ("es", "es"), ("de", "en"), ("", "en")):
        answer = visit(front, "/python-togo/", HTTP_ACCEPT_LANGUAGE=accepted)
        assert (answer.status, answer.headers["Location"]) == ("302 Found", f"/{code}/python-togo/")
        assert "Accept-Language" in answer.headers["Vary"]
    assert front._entries == {}


def test_a_kept_page_gives_way_to_503_while_the_database_is_away(front: PageCache, world: World) -> None:
    assert visit(front, "/fr/python-togo/").status == "200 OK"

    def refuse(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        raise OperationalError("the database is away")

    reader = front._read_stamp
    front._read_stamp = stamp_reader(Database("sqlite", "/not-there/teranga.sqlite3"))
    with connection.execute_wrapper(refuse):
        answer = visit(front, "/fr/python-togo/")
    assert answer.status == "503 Service Unavailable"
    assert answer.headers["Retry-After"] == "60"
    front._read_stamp = reader
    assert visit(front, "/fr/python-togo/").status == "200 OK"
