"""JSON, YAML and XML from strangers: parsed with limits on size, depth and expansion."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

import yaml
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from teranga.formats.programme import UnreadableFile

MAX_JSON_ITEMS = 500_000
MAX_YAML_CHARACTERS = 2 * 1024 * 1024
MAX_YAML_ITEMS = 200_000  # with every alias counted as often as it expands
MAX_XML_ELEMENTS = 500_000
MAX_DEPTH = 100

_TextLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # ten times quicker where PyYAML has it
_LEADING_COMMENT = re.compile(r"\A\s*/\*.{0,5000}?\*/", re.DOTALL)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")


def looks_like_json(text: str) -> bool:
    return without_comment(text).lstrip()[:1] in ("{", "[")


def without_comment(text: str) -> str:
    """The text without one comment before the data, which documentation examples often carry."""
    return _LEADING_COMMENT.sub("", text[:6000], count=1) + text[6000:]


def parse_json(text: str) -> Any:
    if text.count(",") + text.count("[") + text.count("{") > MAX_JSON_ITEMS:
        raise UnreadableFile(
            f"This JSON file has more than {MAX_JSON_ITEMS} items: export one event and upload that."
        )
    try:
        return json.loads(without_comment(text), parse_constant=lambda name: None)
    except RecursionError:
        raise UnreadableFile(
            "This JSON file nests lists too deeply to be a programme: export it again and upload that."
        ) from None
    except json.JSONDecodeError as fault:
        raise UnreadableFile(
            f"This JSON file breaks off or has a mistake at line {fault.lineno}, column {fault.colno}: "
            "export it again and upload the whole file."
        ) from None
    except ValueError:  # a number of thousands of digits
        raise UnreadableFile(
            "This JSON file holds a number that is far too long: export it again and upload the new file."
        ) from None


def parse_yaml(text: str, *, typed: bool = False) -> Any:
    """Plain lists, mappings and texts; with `typed`, numbers, true, false and null as JSON knows them."""
    if len(text) > MAX_YAML_CHARACTERS:
        limit = MAX_YAML_CHARACTERS // (1024 * 1024)
        raise UnreadableFile(f"This YAML file is larger than {limit} MB: split it and upload the parts.")
    try:
        _refuse_yaml_bombs(text)
        return yaml.load(text, Loader=_JsonLikeLoader if typed else _TextLoader)  # noqa: S506 both are safe
    except yaml.YAMLError as fault:
        raise UnreadableFile(
            f"This YAML file has a mistake{_yaml_place(fault)}: mend it and upload it again."
        ) from None
    except (RecursionError, ValueError, TypeError):
        raise UnreadableFile("This YAML file cannot be taken apart: check it and upload it again.") from None


class _JsonLikeLoader(yaml.SafeLoader):
    """Dates stay texts, and so do "0106" and "9:30", which YAML 1.1 would read as numbers."""


_JsonLikeLoader.yaml_implicit_resolvers = {}
_JsonLikeLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"\A(true|false)\Z", re.I), list("tTfF")
)
_JsonLikeLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"\A(~|null|)\Z"), ["~", "n", ""])
_JsonLikeLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"\A-?(0|[1-9][0-9]{0,17})\Z"), list("-0123456789")
)


def _refuse_yaml_bombs(text: str) -> None:
    sizes: dict[str, int] = {}  # anchor -> items it expands to
    open_nodes: list[list[Any]] = []  # [anchor, items so far]
    total = 0
    for event in yaml.parse(text, Loader=_TextLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append([event.anchor, 1])
            if len(open_nodes) > MAX_DEPTH:
                raise UnreadableFile("This YAML file nests lists too deeply: flatten it and upload it again.")
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_nodes.pop()
        elif isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, 1
        elif isinstance(event, yaml.AliasEvent):
            anchor, size = None, sizes.get(event.anchor or "", MAX_YAML_ITEMS + 1)
        else:
            continue
        if anchor:
            sizes[anchor] = size
        if open_nodes:
            open_nodes[-1][1] += size
        total = open_nodes[-1][1] if open_nodes else size
        if total > MAX_YAML_ITEMS:
            raise UnreadableFile(
                f"This YAML file expands to more than {MAX_YAML_ITEMS} items or refers to itself: "
                "write its parts out and upload it again."
            )


def _yaml_place(fault: yaml.YAMLError) -> str:
    mark = getattr(fault, "problem_mark", None)
    return f" at line {mark.line + 1}, column {mark.column + 1}" if mark is not None else ""


class _TooLargeError(Exception):
    pass


class _LimitedBuilder(TreeBuilder):
    depth = 0
    elements = 0

    def start(self, tag: Any, attrs: Any) -> Element:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_XML_ELEMENTS:
            raise _TooLargeError
        return super().start(tag, attrs)

    def end(self, tag: Any) -> Element:
        self.depth -= 1
        return super().end(tag)


def parse_xml(text: str) -> Element:
    parser = DefusedXMLParser(target=_LimitedBuilder(), forbid_dtd=True)
    body = _XML_DECLARATION.sub("", text[:400], count=1) + text[400:]
    try:
        for chunk in _chunks(body.lstrip().encode("utf-8", "replace")):
            parser.feed(chunk)
        root: Element = parser.close()
    except DefusedXmlException:
        raise UnreadableFile(
            "This XML file declares entities or a document type, which we refuse because they can be used "
            "for attacks: export it again without them."
        ) from None
    except _TooLargeError:
        raise UnreadableFile(
            "This XML file nests or repeats elements far beyond any programme: export one event alone."
        ) from None
    except (ParseError, ValueError, AssertionError) as fault:
        line = getattr(fault, "position", (0, 0))[0]
        place = f" at line {line}" if line else ""
        raise UnreadableFile(
            f"This XML file breaks off or has a mistake{place}: export it again and upload the whole file."
        ) from None
    return root


def _chunks(data: bytes, size: int = 65_536) -> Iterator[bytes]:
    for offset in range(0, len(data), size):
        yield data[offset : offset + size]
