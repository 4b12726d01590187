from __future__ import annotations

from teranga.domains.mail.rules import fill
from teranga.domains.mail.templates import already_member, join_code, sign_in_code

VALUES = {"name": "Ama", "community": "Python Togo", "code": "123456", "link": "https://x.example/l/"}


def test_a_mail_holds_code_and_link_once_each() -> None:
    for text in (join_code("en", **VALUES), already_member("en", **VALUES)):
        assert text.body.count("123456") == 1
        assert text.body.count("https://x.example/l/") == 1
        assert text.subject == "123456 is your code for Python Togo"
        assert text.body.startswith("Hello Ama,\n\n")


def test_a01_a_placeholder_that_walks_attributes_is_printed_as_it_stands() -> None:
    text = "Hello {name}, {name.__class__} {0} {event.__init__.__code__} {secret} {name!r}"
    assert fill(text, {"name": "Ama"}) == text.replace("{name}", "Ama")


def test_a02_a_name_that_is_a_placeholder_is_not_read_again() -> None:
    text = join_code("en", **{**VALUES, "name": "{code} {{7*7}} {link} %(code)s"})
    assert text.body.startswith("Hello {code} {{7*7}} {link} %(code)s,\n")
    assert text.body.count("123456") == 1


def test_a22_names_bring_no_new_line_and_no_direction_mark_into_a_mail() -> None:
    name = "Ama\r\nBcc: all@example.org\u202e\u0007"
    text = sign_in_code("en", name=name, code="123456", link="https://x.example/l/")
    assert text.body.startswith("Hello Ama Bcc: all@example.org,\n\n")
    subject = join_code("en", **{**VALUES, "community": "Python\nTogo\u202e"}).subject
    assert subject == "123456 is your code for Python Togo"


def test_a_subject_is_never_longer_than_a_header_may_be() -> None:
    assert len(join_code("en", **{**VALUES, "community": "P" * 500}).subject) == 180
