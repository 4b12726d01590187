"""The typed configuration: one environment variable a setting, a safe default for each."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit


class ConfigurationError(Exception):
    """A setting cannot be used. Its text names the variable and says what it should look like."""


@dataclass(frozen=True, slots=True)
class Database:
    engine: str  # "sqlite" or "postgresql"
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    host: str
    port: int
    user: str
    password: str
    tls: bool


@dataclass(frozen=True, slots=True)
class Configuration:
    data: Path
    database: Database
    base_url: str  # scheme and host under which people reach this installation, without a trailing slash
    hosts: tuple[str, ...]
    secret_key: str
    debug: bool
    demo: bool
    mail: Mail | None  # None: mails stay in the outbox and `doctor` says so
    mail_from: str
    mail_backend: str  # "": SMTP; else the class of a Django mail backend, such as one of Anymail
    in_process_worker: bool
    read_stamps: bool = True
    open_communities: bool = False  # whether anybody who signs in may make a community
    backups: Path | None = None  # where the daily backups go; None: somebody else sees to them
    backups_kept: int = 7
    proxies: int = 0  # trusted ones in front, each of which adds the address that it sees

    @property
    def secure(self) -> bool:
        return self.base_url.startswith("https://")


def read_configuration(environ: Mapping[str, str] | None = None) -> Configuration:
    """Read every TERANGA_* variable once. Raises ConfigurationError with a sentence a person can act on."""
    env = os.environ if environ is None else environ
    data = Path(env.get("TERANGA_DATA", "data")).expanduser().resolve()
    base_url = env.get("TERANGA_BASE_URL", "http://localhost:8000").rstrip("/")
    address = parts_of(base_url)
    if address is None or address.scheme not in ("http", "https") or not address.hostname:
        raise ConfigurationError(
            f"TERANGA_BASE_URL is “{base_url}”; it should look like https://python.example.org."
        )
    extra = tuple(host.strip() for host in env.get("TERANGA_HOSTS", "").split(",") if host.strip())
    return Configuration(
        data=data,
        database=read_database(env.get("TERANGA_DATABASE_URL", ""), data),
        base_url=base_url,
        hosts=tuple(dict.fromkeys((address.hostname, "localhost", "127.0.0.1", "[::1]", *extra))),
        secret_key=env.get("TERANGA_SECRET_KEY") or stored_secret(data),
        debug=flag(env, "TERANGA_DEBUG"),
        demo=flag(env, "TERANGA_DEMO"),
        mail=read_mail(env.get("TERANGA_MAIL_URL", "")),
        mail_from=env.get("TERANGA_MAIL_FROM", f"Teranga <teranga@{address.hostname}>"),
        mail_backend=env.get("TERANGA_MAIL_BACKEND", "").strip(),
        in_process_worker=flag(env, "TERANGA_WORKER", default=True),
        open_communities=flag(env, "TERANGA_OPEN_COMMUNITIES"),
        backups=read_backups(env.get("TERANGA_BACKUPS", ""), data),
        backups_kept=read_number(env, "TERANGA_BACKUPS_KEPT", default=7, highest=1000),
        proxies=read_number(env, "TERANGA_PROXIES", default=0, lowest=0, highest=5),
    )


def parts_of(url: str) -> SplitResult | None:
    """The parts of an address; None when its brackets or its port make no sense."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def flag(env: Mapping[str, str], name: str, *, default: bool = False) -> bool:
    value = env.get(name, "").strip().lower()
    if value in ("", "1", "yes", "true", "on", "0", "no", "false", "off"):
        return default if not value else value in ("1", "yes", "true", "on")
    raise ConfigurationError(f"{name} is “{value}”; it should be yes or no.")


def read_database(url: str, data: Path) -> Database:
    if not url:
        return Database("sqlite", str(data / "teranga.sqlite3"))
    parts = parts_of(url)
    if parts and parts.scheme in ("postgresql", "postgres"):
        query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
        return Database(
            "postgresql",
            parts.path.lstrip("/") or "teranga",
            unquote(query.get("host", parts.hostname or "")),
            str(parts.port or query.get("port", "")),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )
    if parts and parts.scheme == "sqlite" and parts.path:
        return Database("sqlite", str(Path(parts.path).resolve()))
    raise ConfigurationError(
        "TERANGA_DATABASE_URL should start with postgresql://user@host/name, or be left out for SQLite."
    )


def read_backups(value: str, data: Path) -> Path | None:
    """The directory of the daily backups: one of its own below the data unless another is named."""
    if value.strip().lower() in ("no", "off", "false", "0"):
        return None
    return Path(value).expanduser().resolve() if value else data / "backups"


def read_number(env: Mapping[str, str], name: str, *, default: int, highest: int, lowest: int = 1) -> int:
    value = env.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or not lowest <= int(value) <= highest:
        raise ConfigurationError(
            f"{name} is “{value}”; it should be a whole number from {lowest} to {highest}."
        )
    return int(value)


def read_mail(url: str) -> Mail | None:
    if not url:
        return None
    parts = parts_of(url)
    if parts is None or parts.scheme not in ("smtp", "smtp+tls") or not parts.hostname:
        raise ConfigurationError(
            "TERANGA_MAIL_URL should look like smtp+tls://user:password@mail.example.org:587."
        )
    return Mail(
        parts.hostname,
        parts.port or 587,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.scheme == "smtp+tls",
    )


def stored_secret(data: Path) -> str:
    """The installation's secret, made once and kept in a file that only its owner can read."""
    path = data / "secret-key"
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    data.mkdir(mode=0o750, parents=True, exist_ok=True)
    # Written aside and then linked, so that another process never reads half a secret.
    aside = data / f".secret-key-{secrets.token_hex(4)}"
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links, as on many memory sticks
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path.read_text(encoding="ascii").strip()
