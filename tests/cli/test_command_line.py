"""The command explains itself, and says what is wrong in one sentence."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from teranga.cli.main import COMMANDS, build_parser
from teranga.domains.communities.models import Community
from teranga.domains.people.models import ClaimCode
from tests.cli.commanding import Teranga
from tests.domains.events.programmes import community
from tests.everything import everything

NAMES = (
    "demo", "init", "serve", "import", "codes", "backup", "restore", "move", "retention", "audit", "mail",
    "engine", "doctor", "worker", "version",
)  # fmt: skip
LEAVES = (*(name for name in NAMES if name != "import"), "import schedule", "import pages")


def test_help_lists_every_command(teranga: Teranga) -> None:
    answer = teranga("--help")
    assert (answer.code, answer.err) == (0, "")
    assert [name for name in NAMES if f"\n    {name} " in answer.out] == list(NAMES)
    assert len(COMMANDS) == len(NAMES)


@pytest.mark.parametrize("command", LEAVES)
def test_every_command_has_help_with_an_example_and_the_data_option(teranga: Teranga, command: str) -> None:
    answer = teranga(*command.split(), "--help")
    assert (answer.code, answer.err) == (0, "")
    assert "example:\n  " in answer.out
    assert f"teranga {command}" in answer.out
    assert "--data DIR" in answer.out
    assert max(len(line) for line in answer.out.splitlines()) <= 100


def test_version_names_what_this_is(teranga: Teranga) -> None:
    answer = teranga("version")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Teranga 0.")


@pytest.mark.parametrize("arguments", [[], ["dmeo"], ["serve", "--port", "70000"], ["codes", "Not A Slug"]])
def test_a_wrong_command_ends_with_2_and_no_traceback(teranga: Teranga, arguments: list[str]) -> None:
    answer = teranga(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err
    assert "error:" in answer.err


def test_a_setting_that_cannot_be_used_is_one_sentence(
    teranga: Teranga, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERANGA_BASE_URL", "python.example.org")
    answer = teranga("doctor")
    assert answer.code == 1
    assert "TERANGA_BASE_URL is “python.example.org”; it should look like https://" in answer.out


def test_a_port_in_use_is_one_sentence(teranga: Teranga) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = teranga("serve", "--port", port)
    wanted = f"teranga: Port {port} is in use: stop the other program, or choose another port with --port.\n"
    assert (answer.code, answer.out, answer.err) == (2, "", wanted)


def test_ctrl_c_ends_a_command_without_a_traceback(teranga: Teranga, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("teranga.cli.commands.version.run", stopped)
    answer = teranga("version")
    assert (answer.code, answer.out, answer.err) == (130, "", "\nStopped.\n")


def test_the_parser_is_made_without_starting_django() -> None:
    assert build_parser().parse_args(["version"]).data == ""


INIT = (
    "init",
    "--name",
    "Python Lomé",
    "--languages",
    "fr,en",
    "--currency",
    "xof",
    "--email",
    "team@example.org",
)


@pytest.mark.django_db
def test_init_creates_the_community_that_was_described(teranga: Teranga) -> None:
    answer = teranga(*INIT, "--zone", "Africa/Lome")
    made = Community.objects.get()
    assert (answer.code, answer.err) == (0, "")
    assert (made.slug, made.name, made.kind) == (
        "python-lome",
        {"fr": "Python Lomé", "en": "Python Lomé"},
        "live",
    )
    assert (made.languages, made.default_language, made.currency) == (["fr", "en"], "fr", "XOF")
    assert (made.contact_email, made.zone) == ("team@example.org", "Africa/Lome")
    assert "http://localhost:8000/fr/python-lome/" in answer.out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--name", "x", "A community's name has 2 to 120 letters."),
        ("--languages", "français", "“français” is no language code: write them like fr,en."),
        ("--languages", " ", "A community has at least one language: write them like fr,en."),
        ("--currency", "francs", "“francs” is no currency: it has three letters, such as XOF, GHS or EUR."),
        ("--email", "team", "“team” is no e-mail address: it should look like team@example.org."),
        ("--zone", "Lomé", "“Lomé” is no time zone: it should look like Africa/Lome."),
        (
            "--name",
            "ߒߞߏ",
            "The name gives no part of an address: choose one with --slug, such as python-togo.",
        ),
    ],
)
def test_init_refuses_what_it_cannot_use_and_creates_nothing(
    teranga: Teranga, option: str, value: str, sentence: str
) -> None:
    before = everything()
    answer = teranga(*INIT, option, value)
    assert (answer.code, answer.out, answer.err) == (2, "", f"teranga: {sentence}\n")
    assert everything() == before


@pytest.mark.django_db
def test_init_asks_nobody_when_nobody_is_there(teranga: Teranga) -> None:
    answer = teranga("init", "--name", "Python Lomé")
    assert (answer.code, answer.err) == (2, "teranga: Nobody is here to ask: say --languages.\n")


@pytest.mark.django_db
def test_init_does_not_touch_a_community_that_is_there(teranga: Teranga) -> None:
    teranga(*INIT)
    before = everything()
    answer = teranga(*INIT)
    assert answer.code == 2
    assert (
        answer.err
        == "teranga: There is a community “python-lome” already: choose another part with --slug.\n"
    )
    assert everything() == before


@pytest.mark.django_db
def test_codes_are_printed_once_and_kept_as_digests(teranga: Teranga) -> None:
    place = community()
    answer = teranga("codes", "python-lome", "--count", 3)
    codes = answer.out.split()
    assert (answer.code, len(set(codes))) == (0, 3)
    kept = set(ClaimCode.objects.filter(community_id=place.pk).values_list("code_digest", flat=True))
    assert len(kept) == 3
    assert not kept & set(codes)


@pytest.mark.django_db
def test_codes_for_nobody_are_refused(teranga: Teranga) -> None:
    answer = teranga("codes", "python-nowhere")
    assert (answer.code, answer.err) == (2, "teranga: There is no community “python-nowhere” here.\n")


@pytest.mark.django_db
def test_doctor_says_what_is_open_to_others_and_how_to_close_it(teranga: Teranga, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o750)
    mode = folder.stat().st_mode
    loose = folder / "letter.txt"
    try:
        folder.chmod(0o750)
        safe = {line["what"]: line["level"] for line in teranga("doctor", "--data", folder, "--json").json}
        folder.chmod(0o755)
        loose.write_text("private")
        loose.chmod(0o644)
        answer = teranga("doctor", "--data", folder, "--json")
        found = {line["what"]: line for line in answer.json}
    finally:
        folder.chmod(mode)
        loose.unlink()
    assert safe["data directory"] == "ok"
    assert answer.code == 1
    assert found["data directory"]["level"] == "bad"
    assert found["data directory"]["mend"] == f"chmod 750 {folder}"
    assert (found["files"]["level"], found["files"]["mend"]) == ("bad", f"chmod -R o-rwx {folder}")
    assert {found[what]["level"] for what in ("Python", "Django", "writing", "time zones", "languages")} == {
        "ok"
    }


def test_doctor_makes_nothing_where_nothing_is(teranga: Teranga, tmp_path: Path) -> None:
    answer = teranga("doctor", "--data", tmp_path / "nowhere")
    assert answer.code == 1
    assert f"bad   data directory   {tmp_path / 'nowhere'} does not exist" in answer.out
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.django_db
def test_doctor_warns_of_an_address_without_encryption_and_missing_mail(teranga: Teranga) -> None:
    levels = {line["what"]: line["level"] for line in teranga("doctor", "--json").json}
    assert (levels["address"], levels["mail"]) == ("warn", "warn")
    os_lines = teranga("doctor").out.splitlines()
    assert any(line.startswith("warn  mail") for line in os_lines)
