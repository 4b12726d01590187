"""Reading parsed JSON and YAML of unknown shape without ever raising."""

from __future__ import annotations

from typing import Any

from teranga.formats.plain_text import one_line, scalar_text


def mapping(value: object) -> dict[str, Any]:
    """`value` if it is a mapping, with its keys as texts; else an empty one."""
    if not isinstance(value, dict):
        return {}
    return (
        value
        if all(isinstance(key, str) for key in value)
        else {scalar_text(key): v for key, v in value.items()}
    )


def rows(value: object) -> list[dict[str, Any]]:
    """The mappings of a list; other items are passed over."""
    return [mapping(item) for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def items(value: object) -> list[Any]:
    """A list as it is, nothing as none, anything else as one item."""
    if isinstance(value, list):
        return value
    return [] if value is None or value == "" else [value]


def first(source: dict[str, Any], *names: str) -> Any:
    """The first of the named values that is neither missing nor empty."""
    for name in names:
        value = source.get(name)
        if value is not None and value != "" and value != [] and value != {}:
            return value
    return None


def identifier(source: dict[str, Any], *names: str) -> str:
    """An id as a short text without blanks at its ends; "" when there is none."""
    for name in names:
        text = one_line(source.get(name))[:200]
        if text:
            return text
    return ""


def stated(value: object) -> bool:
    """Whether a yes/no field says yes, however it says it."""
    if isinstance(value, bool):
        return value
    return scalar_text(value).strip().lower() in ("true", "yes", "oui", "si", "sí", "1")
