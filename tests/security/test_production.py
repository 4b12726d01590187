"""What is served to others only when it is safe."""

from __future__ import annotations

import re
import socket
import stat
from pathlib import Path

import pytest

from teranga.foundation.config import ConfigurationError, read_configuration
from teranga.foundation.production import refuse_unsafe, what_is_unsafe
from tests.demo_server import free_port
from tests.security.production import ADDRESS, Production, django_check, running, serve

GOOD = "k8Zq3vX0mWcR7tYb1NfGh5LsPdJu2EaVo9iKxTrQwMzBnCyH4e"


def told(data: Path, **settings: str) -> list[str]:
    """What the program says is unsafe, by the variable that each sentence names."""
    environment = {
        "TERANGA_DATA": str(data),
        "TERANGA_BASE_URL": ADDRESS,
        "TERANGA_SECRET_KEY": GOOD,
        **settings,
    }
    return re.findall(r"TERANGA_[A-Z_]+", " ".join(what_is_unsafe(read_configuration(environment))))


def test_a_good_configuration_is_safe_and_the_made_secret_too(tmp_path: Path) -> None:
    assert told(tmp_path) == []
    assert (
        what_is_unsafe(read_configuration({"TERANGA_DATA": str(tmp_path), "TERANGA_BASE_URL": ADDRESS})) == []
    )


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"TERANGA_SECRET_KEY": GOOD[:49]}, ["TERANGA_SECRET_KEY"]),
        ({"TERANGA_SECRET_KEY": "ab" * 40}, ["TERANGA_SECRET_KEY"]),
        ({"TERANGA_SECRET_KEY": "django-insecure-" + GOOD}, ["TERANGA_SECRET_KEY"]),
        ({"TERANGA_SECRET_KEY": "changeme" + GOOD}, ["TERANGA_SECRET_KEY"]),
        ({"TERANGA_DEBUG": "yes"}, ["TERANGA_DEBUG"]),
        ({"TERANGA_HOSTS": "a.example.org, *"}, ["TERANGA_HOSTS"]),
        ({"TERANGA_HOSTS": ".example.org"}, ["TERANGA_HOSTS"]),
        ({"TERANGA_DEBUG": "yes", "TERANGA_HOSTS": "*"}, ["TERANGA_DEBUG", "TERANGA_HOSTS"]),
    ],
)
def test_d22_each_unsafe_setting_is_named(tmp_path: Path, settings: dict[str, str], named: list[str]) -> None:
    assert told(tmp_path, **settings) == named
    lan = {"TERANGA_DATA": str(tmp_path), "TERANGA_BASE_URL": "http://192.0.2.7:8000"}
    configuration = read_configuration({**lan, "TERANGA_SECRET_KEY": GOOD, **settings})
    with pytest.raises(ConfigurationError) as refused:
        refuse_unsafe(configuration)
    assert re.findall(r"TERANGA_[A-Z_]+", str(refused.value)) == named


def test_on_this_machine_alone_anything_may_be_tried(tmp_path: Path) -> None:
    own = {"TERANGA_BASE_URL": "http://localhost:8000", "TERANGA_DEBUG": "yes", "TERANGA_SECRET_KEY": "short"}
    assert told(tmp_path, **own) == []


def test_d22_serve_refuses_in_one_line_and_prepares_nothing(tmp_path: Path) -> None:
    settings = {"TERANGA_SECRET_KEY": "short", "TERANGA_DEBUG": "yes", "TERANGA_HOSTS": "*"}
    process = serve(tmp_path / "data", "--port", str(free_port()), **settings)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.count("\n") == 1
    assert said.startswith(f"teranga: {ADDRESS} is not served like this. The secret key is shorter than 50")
    assert not (tmp_path / "data").exists()


def test_d22_django_finds_nothing_to_warn_of(tmp_path: Path) -> None:
    done = django_check(tmp_path)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (2 silenced).\n"), (
        done.stderr
    )


def test_d22_and_what_django_would_warn_of_is_seen(tmp_path: Path) -> None:
    done = django_check(tmp_path, TERANGA_DEBUG="yes", TERANGA_SECRET_KEY="short")
    assert done.returncode == 1
    assert re.findall(r"security\.W\d+", done.stderr) == ["security.W009", "security.W018"]


def test_b12_a_new_installation_is_for_its_owner_and_group_alone(tmp_path: Path) -> None:
    """Even where the shell that starts it lets everybody read what it makes."""
    data = tmp_path / "data"
    with running(data) as server:
        assert server.ask("/healthz").status == 200
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [data, *data.rglob("*")]}
    assert data / "teranga.sqlite3" in modes
    assert [path for path, mode in modes.items() if mode & 0o007] == []
    assert modes[data] == 0o750
    assert modes[data / "secret-key"] == 0o600


@pytest.mark.parametrize(
    "path", ["/teranga.sqlite3", "/data/teranga.sqlite3", "/media/../teranga.sqlite3", "/secret-key",
             "/static/../../secret-key", "/backups/", "/media/", "/static/", "/.env"],
)  # fmt: skip
def test_b12_neither_database_nor_secret_nor_backups_have_an_address(
    production: Production, path: str
) -> None:
    answer = production.ask(path)
    if answer.status == 302:  # a plain address is first led to the reader's language
        assert answer.headers["location"] in (f"/en{path}", f"/en{path}/")
        answer = production.ask(answer.headers["location"])
    assert answer.status == 404


def test_d21_the_server_listens_on_this_machine_s_own_address_alone(production: Production) -> None:
    listening = listening_addresses(production.process.pid)
    assert {port for _, port in listening} == {production.port}
    assert {address for address, _ in listening} == {"127.0.0.1"}


def listening_addresses(pid: int) -> set[tuple[str, int]]:
    """Where a process listens for connections, as the system says."""
    own = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        if (target := str(link.readlink() if link.is_symlink() else "")).startswith("socket:["):
            own.add(target[8:-1])
    found = set()
    for line in Path(f"/proc/{pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        local, state, inode = line.split()[1], line.split()[3], line.split()[9]
        if state == "0A" and inode in own:
            address, port = local.split(":")
            found.add((socket.inet_ntoa(bytes.fromhex(address)[::-1]), int(port, 16)))
    return found
