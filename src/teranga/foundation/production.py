"""What makes a configuration unsafe at an address that others reach. Nothing is served until it is mended."""

from __future__ import annotations

from urllib.parse import urlsplit

from teranga.foundation.config import Configuration, ConfigurationError

SHORTEST_SECRET = 50
FEWEST_SIGNS = 5  # of different kinds
KNOWN_SECRETS = (
    "django-insecure-",
    "changeme",
    "change-me",
    "secret",
    "password",
    "default",
    "example",
    "teranga",
)
OWN_NAMES = ("localhost", "127.0.0.1", "::1")


def is_for_others(configuration: Configuration) -> bool:
    """Whether people on other machines are meant to reach this address."""
    return (urlsplit(configuration.base_url).hostname or "") not in OWN_NAMES


def is_weak(secret: str) -> bool:
    return (
        len(secret) < SHORTEST_SECRET
        or len(set(secret)) < FEWEST_SIGNS
        or secret.lower().startswith(KNOWN_SECRETS)
    )


def what_is_unsafe(configuration: Configuration) -> list[str]:
    """A sentence for each thing that must be mended first; none on this machine's own address."""
    if not is_for_others(configuration):
        return []
    found = []
    if is_weak(configuration.secret_key):
        found.append(
            f"The secret key is shorter than {SHORTEST_SECRET} characters or easy to guess: unset"
            " TERANGA_SECRET_KEY and a good one is made."
        )
    if configuration.debug:
        found.append("TERANGA_DEBUG shows inner workings to visitors: unset it.")
    if wild := [host for host in configuration.hosts if is_wild(host)]:
        found.append(f"TERANGA_HOSTS has {', '.join(wild)}, which stands for many names: name each one.")
    return found


def is_wild(host: str) -> bool:
    return "*" in host or host.startswith(".")


def refuse_unsafe(configuration: Configuration) -> None:
    """Raises ConfigurationError with everything that must be mended."""
    if found := what_is_unsafe(configuration):
        raise ConfigurationError(f"{configuration.base_url} is not served like this. {' '.join(found)}")
