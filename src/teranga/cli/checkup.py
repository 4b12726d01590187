"""What `teranga doctor` looks at. Each look gives one line; a look that fails is a line too."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from teranga.foundation.config import Configuration, ConfigurationError, read_configuration
from teranga.foundation.production import SHORTEST_SECRET, is_weak, is_wild

OK, WARN, BAD = "ok", "warn", "bad"
SMALLEST_FREE = 200 * 1024 * 1024
COMFORTABLE_FREE = 1024 * 1024 * 1024
TESTED_PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
CATALOGUES = ("fr", "es")


@dataclass(frozen=True, slots=True)
class Line:
    level: str
    what: str
    found: str
    mend: str = ""


def look_at_everything() -> list[Line]:
    data = Path(os.environ.get("TERANGA_DATA", "data")).expanduser().resolve()
    if not data.is_dir():  # reading the settings would make it, and a doctor changes nothing
        return [Line(BAD, "data directory", f"{data} does not exist", "Run “teranga init”.")]
    try:
        configuration = read_configuration()
    except (ConfigurationError, OSError) as wrong:
        return [Line(BAD, "settings", str(wrong), "Correct the variable and run “teranga doctor” again.")]
    looks: tuple[tuple[str, Callable[[Configuration], Iterator[Line]]], ...] = (
        ("versions", versions), ("data directory", data_directory), ("secret key", secret_key),
        ("writing", writing), ("disk", disk), ("database", database), ("address", address), ("mail", mail),
        ("work", work), ("time zones", time_zones), ("languages", languages), ("fonts", fonts),
    )  # fmt: skip
    return [line for what, look in looks for line in _carefully(what, look, configuration)]


def _carefully(
    what: str, look: Callable[[Configuration], Iterator[Line]], configuration: Configuration
) -> list[Line]:
    try:
        return list(look(configuration))
    except Exception as failure:  # one broken thing must not hide the others
        reason = str(failure).strip().partition("\n")[0] or type(failure).__name__
        return [Line(BAD, what, f"could not be looked at: {reason}", "Mend what the reason names.")]


def versions(configuration: Configuration) -> Iterator[Line]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] in TESTED_PYTHONS:
        yield Line(OK, "Python", python)
    else:
        yield Line(WARN, "Python", python, "Teranga is made for Python 3.11 to 3.14.")
    django = metadata.version("Django")
    if django.startswith("5.2"):
        yield Line(OK, "Django", django)
    else:
        yield Line(WARN, "Django", django, "Install requirements/base.txt, which has Django 5.2.")


def data_directory(configuration: Configuration) -> Iterator[Line]:
    data = configuration.data
    if os.name == "nt":
        yield Line(OK, "data directory", str(data))
        return
    mode = stat.S_IMODE(data.stat().st_mode)
    if mode & 0o007:
        yield Line(BAD, "data directory", f"{data} is open to every user of this machine ({mode:o})",
                   f"chmod 750 {data}")  # fmt: skip
    else:
        yield Line(OK, "data directory", f"{data} ({mode:o})")
    open_files = [file for file in _files(data) if stat.S_IMODE(file.lstat().st_mode) & 0o007]
    if open_files:
        yield Line(BAD, "files", f"{len(open_files)} open to every user, first {open_files[0]}",
                   f"chmod -R o-rwx {data}")  # fmt: skip
    else:
        yield Line(OK, "files", "for their owner and group alone")


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())


def secret_key(configuration: Configuration) -> Iterator[Line]:
    stored = configuration.data / "secret-key"
    if is_weak(configuration.secret_key):
        yield Line(BAD, "secret key", f"shorter than {SHORTEST_SECRET} characters or easy to guess",
                   f"Unset TERANGA_SECRET_KEY and delete {stored}: a new one is made.")  # fmt: skip
    elif os.environ.get("TERANGA_SECRET_KEY"):
        yield Line(OK, "secret key", "from TERANGA_SECRET_KEY")
    elif os.name != "nt" and stat.S_IMODE(stored.stat().st_mode) & 0o077:
        yield Line(BAD, "secret key", "others on this machine can read it", f"chmod 600 {stored}")
    else:
        yield Line(OK, "secret key", "kept in the data directory")


def writing(configuration: Configuration) -> Iterator[Line]:
    with tempfile.TemporaryFile(dir=configuration.data) as file:
        file.write(b"Teranga")
        file.flush()
        os.fsync(file.fileno())
    yield Line(OK, "writing", "the data directory takes files")


def disk(configuration: Configuration) -> Iterator[Line]:
    free = shutil.disk_usage(configuration.data).free
    found = f"{free / 1024**3:.1f} GB free"
    if free < SMALLEST_FREE:
        yield Line(BAD, "disk", found, "Make room: below 0.2 GB writing may stop at any time.")
    elif free < COMFORTABLE_FREE:
        yield Line(WARN, "disk", found, "Make room soon.")
    else:
        yield Line(OK, "disk", found)


def database(configuration: Configuration) -> Iterator[Line]:
    from teranga.cli.starting import pending_migrations, start_django

    start_django()
    kind = "SQLite" if configuration.database.engine == "sqlite" else "PostgreSQL"
    if kind == "SQLite" and not Path(configuration.database.name).exists():
        yield Line(BAD, "database", "there is none yet", "Run “teranga init”.")
        return
    pending = pending_migrations()
    if pending:
        yield Line(BAD, "database", f"{kind} answers; {len(pending)} steps are missing, first {pending[0]}",
                   "Start “teranga serve”: it brings the database up to date.")  # fmt: skip
    else:
        yield Line(OK, "database", f"{kind} answers and is up to date")


def address(configuration: Configuration) -> Iterator[Line]:
    if configuration.secure:
        yield Line(OK, "address", configuration.base_url)
    else:
        yield Line(WARN, "address", f"{configuration.base_url} is not encrypted",
                   "Set TERANGA_BASE_URL=https://… and put a proxy with a certificate in front.")  # fmt: skip
    if configuration.debug:
        yield Line(BAD, "debug", "TERANGA_DEBUG shows inner workings to visitors", "Unset TERANGA_DEBUG.")
    if wild := [host for host in configuration.hosts if is_wild(host)]:
        yield Line(
            BAD, "hosts", f"{', '.join(wild)} stands for many names", "Name each one in TERANGA_HOSTS."
        )
    if configuration.demo:
        yield Line(WARN, "demo", "everybody can read the mails of this installation",
                   "Unset TERANGA_DEMO when real people join.")  # fmt: skip


def mail(configuration: Configuration) -> Iterator[Line]:
    if configuration.mail is None:
        yield Line(WARN, "mail", "no server is named, so mails stay in the outbox",
                   "Set TERANGA_MAIL_URL=smtp+tls://user:password@mail.example.org:587.")  # fmt: skip
    elif not configuration.mail.tls:
        yield Line(
            WARN, "mail", f"{configuration.mail.host}, not encrypted", "Use smtp+tls:// in TERANGA_MAIL_URL."
        )
    else:
        yield Line(OK, "mail", f"{configuration.mail.host}, as {configuration.mail_from}")


def work(configuration: Configuration) -> Iterator[Line]:
    if configuration.in_process_worker:
        yield Line(OK, "waiting work", "done inside “teranga serve”")
    else:
        yield Line(WARN, "waiting work", "TERANGA_WORKER is off", "See that “teranga worker” runs.")


def time_zones(configuration: Configuration) -> Iterator[Line]:
    from zoneinfo import ZoneInfo, available_timezones

    ZoneInfo("Africa/Lome")
    yield Line(OK, "time zones", f"{len(available_timezones())} known")


def languages(configuration: Configuration) -> Iterator[Line]:
    folder = Path(__file__).resolve().parent.parent / "locale"
    missing = [code for code in CATALOGUES if not (folder / code / "LC_MESSAGES" / "django.mo").exists()]
    if missing:
        yield Line(BAD, "languages", f"not compiled: {', '.join(missing)}", "Start with “python3 run.py”.")
    else:
        yield Line(OK, "languages", "English, French, Spanish")


def fonts(configuration: Configuration) -> Iterator[Line]:
    from importlib.util import find_spec

    if find_spec("font_roboto") is None:
        yield Line(WARN, "fonts", "none for card images", "Install requirements/base.txt.")
    else:
        yield Line(OK, "fonts", "Roboto")
