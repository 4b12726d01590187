"""Set Teranga up and run it: python3 run.py demo. Needs Python 3.11 or newer and nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 -- this very check is for people with an older Python
    version = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit("Teranga needs Python 3.11 or newer; this is Python " + version + ".")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
INSTALLED = VENV / "teranga-installed.json"
REQUIREMENTS = ROOT / "requirements"
LOCALE = ROOT / "src" / "teranga" / "locale"
FOR_TESTS = ("TERANGA_TEST_SCREENS", "TERANGA_LONG_REPEATS")  # pictures, and how often a long test repeats
NO_POSTGRESQL = 77  # what the tests answer when this machine has no PostgreSQL
CLI = "import sys; from teranga.cli.main import main; sys.exit(main())"
HELP = """Usage: python3 run.py COMMAND [OPTIONS]

Use Teranga
  demo       load the demo world and open it in the browser   (--port N, --data DIR, --no-browser)
  serve      serve this installation
  teranga    any other command: python3 run.py teranga --help

Work on Teranga
  test       everything CI runs: the checks, then the tests on SQLite and on PostgreSQL
             (pytest's own options run just those tests, on SQLite, or with --database postgresql
             or both; --long runs the long ones in turns: --only NAME, --minutes M)
  check      format, lint, imports, types, migrations, catalogues
  messages   collect the strings people see into the French and Spanish catalogues
  bench      measure, and print one table

The first start makes .venv and installs what Teranga needs into it; later starts take no time.
"""


class Stop(Exception):
    """The command cannot go on. Its text says why and what to do; `code` is the exit status."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code


def main(arguments: list[str]) -> int:
    command, rest = (arguments or ["help"])[0], arguments[1:]
    if command in ("help", "-h", "--help"):
        print(HELP, end="")
        return 0
    commands = {"test": test, "check": check, "messages": messages, "bench": bench}
    if command in commands:
        prepare("test")
        return commands[command](rest)
    if command not in ("demo", "serve", "teranga"):
        raise Stop(f"There is no command “{command}”. These are the commands: python3 run.py --help", 2)
    prepare("base")
    return teranga(rest if command == "teranga" else [command, *rest])


# What is run


def teranga(arguments: list[str]) -> int:
    """The program itself takes over; where the system allows it, in this very process."""
    command = [str(PYTHON), "-c", CLI, *arguments]
    if not WINDOWS:
        sys.stdout.flush()
        os.execv(PYTHON, command)  # noqa: S606 -- our own interpreter, no shell
    return subprocess.run(command, check=False).returncode


def bench(arguments: list[str]) -> int:
    return python("-m", "bench", *arguments)


def messages(arguments: list[str]) -> int:
    """Write the template and bring both catalogues up to date; then translate what is empty in them."""
    del arguments
    template = LOCALE / "django.pot"
    if python(*extract_command(template)):
        return 1
    options = ["--init-missing", "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
    for language in ("fr", "es"):
        files = ["-D", "django", "-i", str(template), "-d", str(LOCALE), "-l", language]
        if python("-m", "babel.messages.frontend", "-q", "update", *files, *options):
            return 1
    compile_catalogues(PYTHON)
    return 0


def extract_command(template: Path) -> list[str]:
    """How every string people see is collected; a test collects them the same way."""
    options = ["-F", "pyproject.toml", "-o", str(template), "--sort-by-file", "--add-location=file"]
    words = ("pgettext_lazy:1c,2", "ngettext_lazy:1,2", "gettext_lazy", "lazy", "_")
    keywords = [part for word in words for part in ("-k", word)]
    about = ["--project=Teranga", "--copyright-holder=Teranga", "--version=1"]
    about += ["--msgid-bugs-address=see SECURITY.md"]
    return ["-m", "babel.messages.frontend", "-q", "extract", *options, *keywords, *about, "src/teranga"]


def check(arguments: list[str]) -> int:
    """Run every check, so that one fault does not hide another."""
    del arguments
    return checks(
        {
            "types": ["-m", "mypy"],
            "format": ["-m", "ruff", "format", "--check", "."],
            "lint": ["-m", "ruff", "check", "."],
            "imports": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
            "migrations": ["-m", "django", "makemigrations", "--check", "--dry-run"],
            "catalogues": ["-m", "pytest", "-q", "tests/project/test_catalogues.py"],
        }
    )


def checks(commands: dict[str, list[str]]) -> int:
    """Two at a time, told in their order."""
    with ThreadPoolExecutor(2) as pool:
        done = [(name, pool.submit(one_check, command)) for name, command in commands.items()]
        failed = [name for name, running in done if not told(name, *running.result())]
    return 1 if failed else 0


def one_check(command: list[str]) -> tuple[subprocess.CompletedProcess[str], float]:
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as data:
        done = subprocess.run(
            [str(PYTHON), *command],
            cwd=ROOT,
            env={**clean_environment(), "TERANGA_DATA": data},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    return done, time.monotonic() - started


def told(name: str, done: subprocess.CompletedProcess[str], seconds: float) -> bool:
    print(f"{name:<12}{'failed' if done.returncode else 'good':<8}{seconds:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return not done.returncode


def test(arguments: list[str]) -> int:
    """Without arguments everything, as CI does; with pytest's arguments just those tests."""
    if "--long" in arguments:
        return python("-m", "tests.long.in_turns", *(one for one in arguments if one != "--long"))
    rest = list(arguments)
    databases = ["sqlite"]
    if "--database" in rest:
        at = rest.index("--database")
        wanted = rest[at + 1] if at + 1 < len(rest) else ""
        if wanted not in ("sqlite", "postgresql", "both"):
            raise Stop("After --database comes sqlite, postgresql or both.", 2)
        databases = ["sqlite", "postgresql"] if wanted == "both" else [wanted]
        del rest[at : at + 2]
    everything = not rest and "--database" not in arguments
    failed = everything and check([]) != 0
    if everything:
        databases = ["sqlite", "postgresql"]
    # Both kinds at once, so that no core waits; what the second says is shown when the first is done.
    places = enumerate(databases)
    running = [start_pytest(kind, rest, everything=everything, later=place > 0) for place, kind in places]
    outcomes = [verdict(database, process) for database, process in zip(databases, running, strict=True)]
    print()
    print("\n".join(line for _, line in outcomes))
    return 1 if failed or not all(passed for passed, _ in outcomes) else 0


def start_pytest(
    database: str, arguments: list[str], *, everything: bool, later: bool
) -> subprocess.Popen[bytes]:
    """The tests on one kind of database, on their way; `later`: what they say is kept in a file."""
    report, kept = files_of(database)
    places = []
    if everything:
        processes = "2" if database == "sqlite" else "1"
        arguments = [*arguments, "-n", processes, "--dist", "loadgroup", "-q"]
        if database == "postgresql":  # whatever touches the database; the rest knows of none
            rooms = ("base", "domains", "web", "cli")
            places = [f"tests/{room}" for room in rooms if any((ROOT / "tests" / room).rglob("test_*.py"))]
    environment = {**clean_environment(), "TERANGA_TEST_DATABASE": database}
    del environment["DJANGO_SETTINGS_MODULE"]  # read at once, it would fix the database before it is chosen
    command = [str(PYTHON), "-m", "pytest", f"--junitxml={report}", *arguments, *places]
    report.parent.mkdir(exist_ok=True)
    for file in (report, kept):
        file.unlink(missing_ok=True)
    if not later:
        return subprocess.Popen(command, cwd=ROOT, env=environment)
    with kept.open("wb") as said:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)


def files_of(database: str) -> tuple[Path, Path]:
    return ROOT / "artefacts" / f"tests-{database}.xml", ROOT / "artefacts" / f"tests-{database}.txt"


def verdict(database: str, running: subprocess.Popen[bytes]) -> tuple[bool, str]:
    """Whether all was good, when the tests are done, and the line that says so."""
    code = running.wait()
    report, kept = files_of(database)
    if kept.exists():
        print(f"\nTests on {database}\n{kept.read_text(encoding='utf-8', errors='replace')}", flush=True)
    if code == NO_POSTGRESQL:
        line = f"{database}: SKIPPED AS A WHOLE. Install PostgreSQL (Debian: apt-get install postgresql)."
        return not os.environ.get("CI"), line
    return code == 0, f"{database}: {counts(report)}"


def counts(report: Path) -> str:
    """The closing line, from pytest's own report."""
    from xml.etree import ElementTree  # read only here, and only a file that our own test run wrote

    if not report.exists():
        return "0 passed, 1 failed"
    total = failed = skipped = 0
    for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped"


def python(*arguments: str) -> int:
    return subprocess.run(
        [str(PYTHON), *arguments], cwd=ROOT, env=clean_environment(), check=False
    ).returncode


def clean_environment() -> dict[str, str]:
    """This shell's environment without the settings of any installation; what steers tests stays.

    Nor with the wish to keep no bytecode: every process would compile all sources again, for two seconds.
    """
    left = {"PYTHONDONTWRITEBYTECODE"}
    left |= {name for name in os.environ if name.startswith("TERANGA_") and name not in FOR_TESTS}
    kept = {name: value for name, value in os.environ.items() if name not in left}
    return {**kept, "DJANGO_SETTINGS_MODULE": "teranga.project.settings", "PYTHONPATH": str(ROOT / "src")}


# What must be there first


def prepare(wanted: str) -> None:
    """Make .venv hold the hashed packages of requirements/<wanted>.txt; does nothing when it already does."""
    digests = {name: digest_of(REQUIREMENTS / f"{name}.txt") for name in ("base", "test")}
    state = {"version": sys.version.split()[0], "place": str(VENV)}
    known = read_state()
    if not PYTHON.exists() or (known and {name: known.get(name) for name in state} != state):
        make_venv()
        known = {}
    if known.get(wanted) != digests[wanted]:
        install(wanted)
        # The test set contains the base set, so whoever has the first has both.
        now = digests if wanted == "test" else {"base": digests["base"]}
        INSTALLED.write_text(json.dumps({**state, **now}), encoding="utf-8")
    link_source()
    compile_catalogues(PYTHON)


def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def read_state() -> dict[str, str]:
    try:
        return json.loads(INSTALLED.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    uv = find_uv()
    if uv:
        patiently("Making .venv", [*uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
        return
    try:
        import ensurepip  # noqa: F401 -- Debian ships it apart
        import venv  # noqa: F401
    except ImportError:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        text = "This Python cannot make a virtual environment: as root, run apt-get install "
        raise Stop(text + package + ".", 2) from None
    patiently("Making .venv", [sys.executable, "-m", "venv", str(VENV)])


def install(wanted: str) -> None:
    """With uv when it can be had, because it takes seconds where pip takes minutes."""
    requirements = REQUIREMENTS / f"{wanted}.txt"
    hashed = ["install", "--quiet", "--require-hashes", "-r", str(requirements)]
    label = f"Installing {package_count(requirements)} packages"
    uv = find_uv() or uv_inside()
    if uv:
        try:
            patiently(label, [*uv, "pip", *hashed, "--python", str(PYTHON)])
            return
        except Stop:
            print("Trying once more with pip.", flush=True)
    give_pip()
    patiently(f"{label} with pip, which takes a minute or two", [*PIP, *hashed])


def package_count(requirements: Path) -> int:
    return sum("==" in line for line in requirements.read_text(encoding="utf-8").splitlines())


def find_uv() -> list[str] | None:
    """uv as this machine has it, if it really starts."""
    program = shutil.which("uv")
    return [program] if program and quietly([program, "--version"]) else None


def uv_inside() -> list[str] | None:
    """uv inside .venv, put there first if need be; None when that does not work."""
    inside = SCRIPTS / ("uv.exe" if WINDOWS else "uv")
    if not inside.exists():
        give_pip()
        quietly([*PIP, "install", "--require-hashes", "-r", str(REQUIREMENTS / "installer.txt")])
    return [str(inside)] if inside.exists() else None


def give_pip() -> None:
    """A .venv that uv made has no pip until it is asked for."""
    if not quietly([*PIP, "--version"]):
        quietly([str(PYTHON), "-m", "ensurepip"])


def quietly(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def link_source() -> None:
    """Let .venv's Python find src/ by a one-line file; nothing is built, so nothing more is fetched."""
    found = list(VENV.glob("Lib/site-packages" if WINDOWS else "lib/python*/site-packages"))
    if not found:
        raise Stop("The virtual environment .venv is broken: delete the folder .venv and start again.")
    link, line = found[0] / "teranga-source.pth", f"{ROOT / 'src'}\n"
    if not link.exists() or link.read_text(encoding="utf-8") != line:
        link.write_text(line, encoding="utf-8")


def compile_catalogues(interpreter: Path) -> None:
    """Make the .mo files of every catalogue that changed since."""
    for catalogue in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        compiled = catalogue.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
            continue
        files = ["-i", str(catalogue), "-o", str(compiled)]
        command = [str(interpreter), "-m", "babel.messages.frontend", "-q", "compile", *files]
        if subprocess.run(command, check=False).returncode:
            raise Stop(f"The catalogue {catalogue.relative_to(ROOT)} cannot be compiled; see above.")


def patiently(label: str, command: list[str]) -> None:
    """Run a step that takes a while: seconds go by on a terminal, one line stays."""
    terminal, started = sys.stdout.isatty(), time.monotonic()
    print(f"{label} …", end="" if terminal else "\n", flush=True)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        environment = {"UV_SYSTEM_CERTS": "1", **os.environ}  # trust whom this machine trusts
        running = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        while True:
            try:
                running.wait(1)
                break
            except subprocess.TimeoutExpired:
                if terminal:
                    print(f"\r{label} … {time.monotonic() - started:.0f} s", end="", flush=True)
        if running.returncode:
            output.seek(0)
            print("\n" + output.read().strip(), file=sys.stderr)
            raise Stop(f"{label} did not work; the lines above say why. Nothing else was changed.")
    print(f"\r{label} … done in {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(stop.code)
    except KeyboardInterrupt:
        sys.exit(130)
