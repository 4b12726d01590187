import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from teranga.foundation.config import ConfigurationError, Database, Mail, read_configuration


@pytest.fixture
def plain(tmp_path: Path) -> dict[str, str]:
    return {"TERANGA_DATA": str(tmp_path), "TERANGA_SECRET_KEY": "secret"}


def test_every_setting_has_a_safe_default(tmp_path: Path) -> None:
    configuration = read_configuration({"TERANGA_DATA": str(tmp_path)})
    assert configuration.data == tmp_path
    assert configuration.database == Database("sqlite", str(tmp_path / "teranga.sqlite3"))
    assert configuration.base_url == "http://localhost:8000"
    assert configuration.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert configuration.secret_key == (tmp_path / "secret-key").read_text(encoding="ascii")
    assert (configuration.debug, configuration.demo, configuration.in_process_worker) == (False, False, True)
    assert (configuration.mail, configuration.mail_from) == (None, "Teranga <teranga@localhost>")
    assert configuration.secure is False


def test_every_variable_is_read(plain: dict[str, str]) -> None:
    configuration = read_configuration(
        plain
        | {
            "TERANGA_BASE_URL": "https://python.example.org/",
            "TERANGA_HOSTS": "www.example.org, python.example.org ,",
            "TERANGA_DEBUG": "Yes",
            "TERANGA_DEMO": "1",
            "TERANGA_WORKER": "off",
            "TERANGA_MAIL_URL": "smtp+tls://an%40me:p%2Fss@mail.example.org:2525",
            "TERANGA_MAIL_FROM": "Lomé <lome@example.org>",
            "TERANGA_DATABASE_URL": "postgresql://us%20er:p%40ss@db.example.org:6543/house",
        }
    )
    assert configuration.base_url == "https://python.example.org"
    assert configuration.secure is True
    assert configuration.hosts == (
        "python.example.org", "localhost", "127.0.0.1", "[::1]", "www.example.org",
    )  # fmt: skip
    assert configuration.secret_key == "secret"
    assert (configuration.debug, configuration.demo, configuration.in_process_worker) == (True, True, False)
    assert configuration.mail == Mail("mail.example.org", 2525, "an@me", "p/ss", True)
    assert configuration.mail_from == "Lomé <lome@example.org>"
    assert configuration.database == Database(
        "postgresql", "house", "db.example.org", "6543", "us er", "p@ss"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "database"),
    [
        ("postgres://host", Database("postgresql", "teranga", "host")),
        (
            "postgresql://me@/name?host=/run/pg&port=5433",
            Database("postgresql", "name", "/run/pg", "5433", "me"),
        ),
        ("sqlite:///srv/teranga/a.sqlite3", Database("sqlite", "/srv/teranga/a.sqlite3")),
    ],
)
def test_a_database_is_named_by_one_address(plain: dict[str, str], url: str, database: Database) -> None:
    assert read_configuration(plain | {"TERANGA_DATABASE_URL": url}).database == database


def test_mail_without_tls_and_port_uses_the_usual_port(plain: dict[str, str]) -> None:
    configuration = read_configuration(plain | {"TERANGA_MAIL_URL": "smtp://mail.example.org"})
    assert configuration.mail == Mail("mail.example.org", 587, "", "", False)


DATABASE = "TERANGA_DATABASE_URL should start with postgresql://user@host/name, or be left out for SQLite."
MAIL = "TERANGA_MAIL_URL should look like smtp+tls://user:password@mail.example.org:587."


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TERANGA_BASE_URL", "python.example.org",
         "TERANGA_BASE_URL is “python.example.org”; it should look like https://python.example.org."),
        ("TERANGA_BASE_URL", "ftp://x", "TERANGA_BASE_URL is “ftp://x”; it should look like https://python.example.org."),
        ("TERANGA_BASE_URL", "http://[half",
         "TERANGA_BASE_URL is “http://[half”; it should look like https://python.example.org."),
        ("TERANGA_DEBUG", "maybe", "TERANGA_DEBUG is “maybe”; it should be yes or no."),
        ("TERANGA_DEMO", "2", "TERANGA_DEMO is “2”; it should be yes or no."),
        ("TERANGA_WORKER", "never", "TERANGA_WORKER is “never”; it should be yes or no."),
        ("TERANGA_DATABASE_URL", "mysql://host/name", DATABASE),
        ("TERANGA_DATABASE_URL", "postgresql://host:port/name", DATABASE),
        ("TERANGA_DATABASE_URL", "sqlite://", DATABASE),
        ("TERANGA_MAIL_URL", "mail.example.org", MAIL),
        ("TERANGA_MAIL_URL", "smtp://", MAIL),
        ("TERANGA_MAIL_URL", "smtp://mail.example.org:many", MAIL),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named_in_a_sentence(
    plain: dict[str, str], name: str, value: str, sentence: str
) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        read_configuration(plain | {name: value})
    assert str(refusal.value) == sentence


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are a matter of POSIX")
def test_the_secret_is_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    data = tmp_path / "new"
    secret = read_configuration({"TERANGA_DATA": str(data)}).secret_key
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) & 0o007 == 0
    assert len(secret) == 64


def test_the_secret_stays_the_same_from_start_to_start(tmp_path: Path) -> None:
    first = read_configuration({"TERANGA_DATA": str(tmp_path)}).secret_key
    assert read_configuration({"TERANGA_DATA": str(tmp_path)}).secret_key == first


def test_a_secret_from_the_environment_writes_no_file(plain: dict[str, str], tmp_path: Path) -> None:
    read_configuration(plain)
    assert list(tmp_path.iterdir()) == []


def test_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    program = (
        "import os, sys; sys.path.insert(0, os.environ['SOURCE']); sys.stdin.readline();"
        "from teranga.foundation.config import read_configuration;"
        "print(read_configuration().secret_key)"
    )
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TERANGA_")},
        "TERANGA_DATA": str(tmp_path / "data"),
        "SOURCE": str(Path(__file__).parents[2] / "src"),
    }
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(6)
    ]
    for process in starting:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    secrets = [process.communicate()[0].strip() for process in starting]
    assert set(secrets) == {(tmp_path / "data" / "secret-key").read_text(encoding="ascii")}
    assert len(secrets[0]) == 64
