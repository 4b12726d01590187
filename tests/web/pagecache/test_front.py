from datetime import UTC, datetime

import pytest
import time_machine

from teranga.base import stamps
from teranga.web import assets
from teranga.web.pagecache.front import PageCache
from teranga.web.pagecache.stampreader import StampReader
from tests.web.pagecache.visits import PAGE, Site, visit

pytestmark = pytest.mark.django_db(transaction=True)
ENCODINGS = {"": "", "gzip": "gzip", "br": "br"}


def test_a_page_is_made_once_and_then_sent_again(read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    answers = [visit(cache) for _ in range(3)]
    assert [answer.status for answer in answers] == ["200 OK"] * 3
    assert [answer.body for answer in answers] == [PAGE] * 3
    assert answers[1].headers == answers[0].headers
    assert (site.renders, cache.hits, cache.misses) == (1, 2, 1)


def test_a_page_says_how_it_may_be_kept_and_never_what_is_internal(read: StampReader) -> None:
    cache = PageCache(Site(until=4_000_000_000, headers=[("Content-Language", "fr")]), read)
    for answer in (visit(cache), visit(cache), visit(cache, query="x=1"), visit(cache, method="POST")):
        assert [name for name in answer.headers if name.lower().startswith("x-teranga")] == []
        assert answer.headers["Content-Language"] == "fr"
    kept = visit(cache).headers
    assert (kept["Cache-Control"], kept["Vary"]) == ("public, no-cache", "Accept-Encoding")
    assert "X-Request-Id" not in kept


@pytest.mark.parametrize("accepted", ENCODINGS)
def test_the_page_is_the_same_in_every_encoding(accepted: str, read: StampReader) -> None:
    cache = PageCache(Site(), read)
    for answer in (visit(cache, accept_encoding=accepted), visit(cache, accept_encoding=accepted)):
        assert answer.headers.get("Content-Encoding", "") == ENCODINGS[accepted]
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert answer.text == PAGE


def test_each_encoding_has_a_strong_etag_of_its_own(read: StampReader) -> None:
    cache = PageCache(Site(), read)
    etags = [visit(cache, accept_encoding=accepted).headers["ETag"] for accepted in ENCODINGS]
    assert len(set(etags)) == 3
    assert [etag for etag in etags if etag.startswith("W/")] == []


@pytest.mark.parametrize("accepted", ENCODINGS)
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_browser_that_has_the_page_gets_no_body(accepted: str, form: str, read: StampReader) -> None:
    cache = PageCache(Site(), read)
    full = visit(cache, accept_encoding=accepted)
    again = visit(cache, accept_encoding=accepted, if_none_match=form.format(full.headers["ETag"]))
    assert (again.status, again.body) == ("304 Not Modified", b"")
    assert again.headers["ETag"] == full.headers["ETag"]
    assert (again.headers["Vary"], again.headers["Cache-Control"]) == ("Accept-Encoding", "public, no-cache")
    assert {"Content-Length", "Content-Type", "Content-Encoding"} & set(again.headers) == set()


def test_the_etag_of_another_encoding_or_of_an_older_page_is_not_enough(read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    etag = visit(cache, accept_encoding="gzip").headers["ETag"]
    assert visit(cache, accept_encoding="br", if_none_match=etag).status == "200 OK"
    site.body = PAGE + b"<p>nouveau</p>"
    stamps.bump(["e:7"])
    assert visit(cache, accept_encoding="gzip", if_none_match=etag).status == "200 OK"


def test_a_head_request_gets_the_headers_alone_and_makes_the_page_for_the_next(read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    first, second, full = visit(cache, method="HEAD"), visit(cache, method="HEAD"), visit(cache)
    assert (first.body, second.body, full.body) == (b"", b"", PAGE)
    assert first.headers == second.headers == full.headers
    assert (site.renders, site.methods) == (1, ["GET"])


def test_a_query_string_passes_on_and_is_not_kept(read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    visit(cache, query="page=2")
    visit(cache, query="page=2")
    assert visit(cache).body == PAGE
    visit(cache, query="page=2")
    assert site.renders == 4


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get", "TRACE"])
def test_other_methods_pass_on(method: str, read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    visit(cache)
    visit(cache, method=method)
    visit(cache, method=method)
    assert site.methods == ["GET", method, method]


@pytest.mark.parametrize(
    "site",
    [
        Site(headers=[("Set-Cookie", "session=1")]),
        Site(headers=[("set-cookie", "csrf=1")]),
        Site(status="404 Not Found"),
        Site(status="410 Gone"),
        Site(status="302 Found"),
        Site(status="500 Internal Server Error"),
        Site(status="503 Service Unavailable"),
        Site(scope=""),
    ],
    ids=lambda site: f"{site.status[:3]} {site.scope} {site.headers}",
)
def test_an_answer_for_one_person_or_without_success_is_never_kept(site: Site, read: StampReader) -> None:
    site.renders = 0
    cache = PageCache(site, read)
    answers = [visit(cache, accept_encoding="gzip") for _ in range(3)]
    assert site.renders == 3
    assert [answer.status for answer in answers] == [site.status] * 3
    assert [answer.text for answer in answers] == [PAGE] * 3
    assert [answer.headers["X-Request-Id"] for answer in answers] == ["r1", "r2", "r3"]


def test_a_change_of_the_scope_shows_on_the_next_request(read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    assert visit(cache).body == PAGE
    site.body = b"new"
    assert visit(cache).body == PAGE
    stamps.bump(["e:7"])
    assert visit(cache).body == b"new"
    assert visit(cache).body == b"new"
    assert site.renders == 2


def test_a_change_of_another_scope_leaves_the_page(read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    visit(cache)
    stamps.bump(["e:8", "c:1"])
    visit(cache)
    assert site.renders == 1


def test_a_page_of_the_installation_moves_with_every_change(read: StampReader) -> None:
    cache = PageCache(site := Site(scope="i"), read)
    visit(cache)
    stamps.bump(["e:8"])
    visit(cache)
    assert site.renders == 2


@pytest.mark.parametrize("scopes", [["e:7"], ["e:9"], []])
def test_a_change_while_the_page_is_made_keeps_it_from_being_kept(
    scopes: list[str], read: StampReader
) -> None:
    site = Site()
    cache = PageCache(site, read)
    site.meanwhile = lambda: stamps.bump(scopes)
    assert visit(cache).body == PAGE
    site.meanwhile, site.body = (lambda: None), b"new"
    assert visit(cache).body == b"new"
    assert visit(cache).body == b"new"
    assert site.renders == 2


def test_a_page_that_the_clock_makes_wrong_is_made_again_at_that_second(read: StampReader) -> None:
    noon = datetime(2026, 9, 24, 12, tzinfo=UTC)
    cache = PageCache(site := Site(until=int(noon.timestamp())), read)
    with time_machine.travel(datetime(2026, 9, 24, 11, 59, tzinfo=UTC), tick=False) as clock:
        visit(cache)
        visit(cache)
        clock.move_to(datetime(2026, 9, 24, 11, 59, 59, 999_000, tzinfo=UTC))
        visit(cache)
        assert site.renders == 1
        site.until += 3600
        clock.move_to(noon)
        visit(cache)
        visit(cache)
        assert site.renders == 2


def test_memory_is_bounded_in_bytes_and_the_least_used_goes_first(read: StampReader) -> None:
    cache = PageCache(site := Site(body=b"x" * 10_000), read, limit=100_000)
    for number in range(40):
        visit(cache, f"/fr/{number}/")
        visit(cache, "/fr/0/")
        assert cache._bytes <= 100_000
        assert cache._bytes == sum(entry.size for entry in cache._entries.values())
    assert site.renders == 40
    assert {"/fr/0/", "/fr/39/"} <= set(cache._entries)
    assert "/fr/1/" not in cache._entries


def test_a_page_larger_than_the_bound_is_sent_and_not_kept(read: StampReader) -> None:
    cache = PageCache(site := Site(), read, limit=1_000)
    assert (visit(cache).body, visit(cache).body, site.renders) == (PAGE, PAGE, 2)
    assert (cache._bytes, cache._entries) == (0, {})


def test_a_page_made_again_takes_the_room_of_the_old_one(read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    visit(cache)
    site.body = b"short"
    stamps.bump(["e:7"])
    visit(cache)
    assert cache._bytes == next(iter(cache._entries.values())).size


def test_a_picture_is_kept_as_it_is(read: StampReader) -> None:
    cache = PageCache(site := Site(body=b"\x89PNG" + bytes(2000), content_type="image/png"), read)
    for _ in range(2):
        answer = visit(cache, accept_encoding="br, gzip")
        assert "Content-Encoding" not in answer.headers
        assert answer.body == site.body
    assert site.renders == 1


def test_an_unknown_host_is_left_to_django_although_the_page_is_kept(read: StampReader) -> None:
    cache = PageCache(site := Site(), read, hosts=["python.example.org", ".example.net"])
    for host in ("python.example.org", "python.example.org:8000", "www.example.net", "PYTHON.example.org"):
        visit(cache, host=host)
    assert site.renders == 1
    for host in ("evil.example.com", "python.example.org.evil.example", "a b", "python.example.org@evil"):
        visit(cache, host=host)
    assert site.renders == 5


@pytest.mark.parametrize("accepted", ENCODINGS)
def test_a_script_is_sent_by_its_digest_and_may_be_kept_for_a_year(accepted: str, read: StampReader) -> None:
    cache = PageCache(site := Site(), read)
    path, asset = next(iter(assets.assets().items()))
    answer = visit(cache, path, accept_encoding=accepted)
    assert (answer.status, answer.text, answer.headers["Content-Type"]) == (
        "200 OK",
        asset.body,
        asset.content_type,
    )
    assert answer.headers.get("Content-Encoding", "") == ENCODINGS[accepted]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert visit(cache, path, method="HEAD").body == b""
    assert site.renders == 0


def test_an_unknown_script_is_left_to_django(read: StampReader) -> None:
    cache = PageCache(site := Site(status="404 Not Found", scope=""), read)
    assert visit(cache, "/static/0123456789ab/site.js").status == "404 Not Found"
    assert site.renders == 1
