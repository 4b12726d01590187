import logging
import sys

import pytest

from teranga.base.logs import OneLineFormatter


def line_of(message: str, *arguments: object, exc_info: object = None) -> str:
    record = logging.LogRecord("teranga.web", logging.INFO, "x.py", 1, message, arguments, exc_info)  # type: ignore[arg-type]
    record.created = 1_790_000_000
    return OneLineFormatter().format(record).partition(" ")[2]


def test_a_line_says_its_level_its_place_and_its_words() -> None:
    assert line_of("Lomé says %s", "bonjour") == "INFO teranga.web Lomé says bonjour"


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("a\nINFO all is well", "a\\x0aINFO all is well"),
        ("a\r\nb", "a\\x0d\\x0ab"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x00\x07\x7f", "\\x00\\x07\\x7f"),
        ("a\u2028b\u202eb", "a\\x2028b\\x202eb"),
        ("a\x85b\x9bc", "a\\x85b\\x9bc"),
    ],
)
def test_what_would_act_on_a_terminal_or_begin_a_line_is_written_out(sent: str, written: str) -> None:
    assert line_of("%s", sent) == f"INFO teranga.web {written}"


def test_a_traceback_stays_on_the_line_of_its_event() -> None:
    try:
        raise ValueError("mine\n2026-01-01 INFO forged \x1b[2J")
    except ValueError:
        line = line_of("It failed", exc_info=sys.exc_info())
    assert line.startswith("INFO teranga.web It failed\\x0aTraceback (most recent call last):\\x0a")
    assert line.endswith("ValueError: mine\\x0a2026-01-01 INFO forged \\x1b[2J")
    assert "\n" not in line
