"""What every test run needs before Django starts: a place for its files, and the database it is told to use.

TERANGA_TEST_DATABASE says which: sqlite (the default) or postgresql, started for this run alone.
Under xdist the first process prepares both; the workers inherit them through the environment.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import run
from tests.postgresql import Cluster, NoPostgreSQL

pytest_plugins = ["tests.demo_server", "tests.chromium"]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
WANTED = ("TERANGA_TEST_DATABASE", *run.FOR_TESTS)
ON_SQLITE_ALONE = ("browser", "markup", "sqlite")  # markers; pyproject.toml says what each stands for
LONGEST = (  # a quarter of a minute or more each: begun last, one process would work on alone
    "tests/base/backup/test_move.py",
    "tests/base/test_new_database.py",
    "tests/cli/test_demo_",
    "tests/domains/mail/test_kill_mail.py",
    "tests/domains/places/test_state_machine.py",
    "tests/domains/proposals/test_sittings.py",
    "tests/journeys/",
    "tests/security/test_attacks.py",
    "tests/security/test_markup.py",
    "tests/security/test_two_tenants",
    "tests/web/me/test_rsvp_in_a_browser.py",
    "tests/web/organise/test_desk_in_a_browser.py",
    "tests/web/organise/test_review_matrix.py",
    "tests/web/organise/test_selection_in_a_browser.py",
)
_cluster: Cluster | None = None
# How long a machine that does other work takes to invent an example says nothing about the program.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def the_reader_of_english() -> Iterator[None]:
    """A test that reads pages in another language leaves none behind for the next one."""
    yield
    if "django.utils.translation" in sys.modules:
        sys.modules["django.utils.translation"].deactivate()


def prepare_environment() -> None:
    """Forget the settings of this shell, so that a test run never touches an installation."""
    if not WORKER:
        for name in [name for name in os.environ if name.startswith("TERANGA_") and name not in WANTED]:
            del os.environ[name]
        os.environ["TERANGA_TEST_COMMIT"] = commit()
        os.environ["TERANGA_TEST_RUN"] = tempfile.mkdtemp(prefix="teranga-test-")
    data = run_directory() / (WORKER or "main") / "data"
    data.mkdir(mode=0o750, parents=True, exist_ok=True)
    os.environ["TERANGA_DATA"] = str(data)
    os.environ["TERANGA_SECRET_KEY"] = "a key for tests alone, which guards nothing"
    os.environ["TERANGA_WORKER"] = "no"
    os.environ["DJANGO_SETTINGS_MODULE"] = "teranga.project.settings"


def commit() -> str:
    """What is drawn by chance in a run is drawn from its commit, so that the same commit draws the same."""
    command = ["git", "rev-parse", "HEAD"]
    done = subprocess.run(command, cwd=run.ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def run_directory() -> Path:
    return Path(os.environ["TERANGA_TEST_RUN"])


def on_postgresql() -> bool:
    wanted = os.environ.get("TERANGA_TEST_DATABASE", "sqlite")
    if wanted not in ("sqlite", "postgresql"):
        raise pytest.UsageError(f"TERANGA_TEST_DATABASE is “{wanted}”; it should be sqlite or postgresql.")
    return wanted == "postgresql"


prepare_environment()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    global _cluster
    if "django.conf" in sys.modules and on_postgresql() and not WORKER:
        from django.conf import settings

        if settings.configured:
            raise pytest.UsageError(
                "Unset DJANGO_SETTINGS_MODULE in this shell: the tests set it themselves."
            )
    if not WORKER:
        run.compile_catalogues(Path(sys.executable))
        if on_postgresql():
            try:
                _cluster = Cluster.start(run_directory() / "postgresql")
            except NoPostgreSQL as missing:
                pytest.exit(str(missing), returncode=run.NO_POSTGRESQL)
            os.environ["TERANGA_DATABASE_URL"] = _cluster.url
    import django  # not earlier: its settings are read from the environment prepared above

    django.setup()
    from django.test import TransactionTestCase

    from tests.flushing import emptied

    TransactionTestCase._fixture_teardown = lambda self: emptied()  # type: ignore[attr-defined]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What runs on SQLite in any case is not run once more on PostgreSQL; what takes long begins first."""
    if on_postgresql():
        again = {item for item in items if any(item.get_closest_marker(name) for name in ON_SQLITE_ALONE)}
        config.hook.pytest_deselected(items=[item for item in items if item in again])
        items[:] = [item for item in items if item not in again]
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Python looks through all that lives again and again; what lives as long as the run it need not see."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    if WORKER:
        return
    from tests.demo_server import stop_shared  # a plugin: pytest itself must be the first to import it

    stop_shared(run_directory())
    if _cluster:
        _cluster.stop()
    shutil.rmtree(run_directory(), ignore_errors=True)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {_cluster.version if _cluster else 'SQLite'}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite tests use a file, as an installation does: in memory, threads would meet other locks."""
    from django.db import connections

    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(run_directory() / (WORKER or "main") / "test.sqlite3")
