"""The text of a page: what belonged to the old site's machinery is taken out, addresses are looked at."""

from __future__ import annotations

import re
from html import unescape

from teranga.formats.markup import web_address
from teranga.formats.plain_text import folded, has_invisible, without_invisible
from teranga.formats.programme import Outcome
from teranga.formats.schedule.report import Report

_HIGHLIGHT = re.compile(r"\{%-?\s*(?:highlight\s+(\w+)[^%{}]{0,100}|(endhighlight))\s*-?%\}")
_LIQUID = re.compile(r"[ \t]{0,20}(?:\{%[^{}]{0,500}%\}|\{\{[^{}]{0,500}\}\})")
_KRAMDOWN = re.compile(r"[ \t]{0,20}\{::?[^{}\n]{0,300}\}")
_IMAGE_TAG = re.compile(r"<img\b([^<>]{0,2000})/?>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style|iframe)\b[^<>]{0,2000}>", re.IGNORECASE)
_RAW_HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,20}(?:\s[^<>]{0,2000})?/?>")
_LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,500})\]\([ \t]{0,20}"
    r"<?([^()<>\s]{0,2000}(?:\([^()\s]{0,200}\)[^()<>\s]{0,500})?)>?([ \t]{0,20})"
    r"(\"[^\"\n]{0,300}\")?[ \t]{0,20}\)"
)
_CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`[^`\n]{1,500}`)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\A\s*(?:#[ \t]+([^\n]+?)[ \t]*#*|([^\n]+)\n=+)[ \t]*(?:\n|\Z)")

_HEADING_WITHIN = 2000  # characters; a heading further down is not the title


class Body:
    def __init__(self, text: str, report: Report) -> None:
        self.report = report
        self.local: list[str] = []
        if has_invisible(text):
            what = "The text held control characters or hidden direction marks, which were removed."
            report.repaired("characters-removed", "the text", what)
        text = self._without_machinery(without_invisible(text))
        parts = _CODE.split(text)
        self.text = "".join(
            part if index % 2 else self._prose(part) for index, part in enumerate(parts)
        ).strip("\n")

    def first_heading(self) -> str:
        match = _HEADING.match(self.text[:_HEADING_WITHIN])
        return (match[1] or match[2]).strip() if match else ""

    def drop_first_heading(self) -> None:
        if match := _HEADING.match(self.text[:_HEADING_WITHIN]):
            self.text = self.text[match.end() :].lstrip("\n")

    def begins_with(self, title: str) -> bool:
        return bool(title) and folded(self.first_heading()) == folded(title)

    def _without_machinery(self, text: str) -> str:
        text = _HIGHLIGHT.sub(lambda match: "```" if match[2] else f"```{match[1]}", text)
        text, liquid = _LIQUID.subn("", text)
        if liquid:
            what = f"Template tags such as {{% … %}} and {{{{ … }}}} do nothing here; {liquid} were removed."
            self.report.repaired("liquid-removed", "the text", what)
        return text

    def _prose(self, text: str) -> str:
        text = _KRAMDOWN.sub(self._attribute, self._without_scripts(text))
        text = _IMAGE_TAG.sub(self._image, text)
        text = _LINK.sub(self._link, text)
        for _ in _RAW_HTML.finditer(text):
            what = "HTML stands in the text; pages show it as it is written."
            self.report.tally(Outcome.NOTED, "raw-html", "the text", what)
        return text

    def _without_scripts(self, text: str) -> str:
        kept: list[str] = []
        lowered, position = text.lower(), 0
        while opening := _SCRIPT.search(text, position):
            kept.append(text[position : opening.start()])
            closing = lowered.find(f"</{opening[1].lower()}", opening.end())
            after = text.find(">", closing) + 1 if closing >= 0 else opening.end()
            position = after or len(text)
            what = "A script, style or embedded frame was taken out."
            self.report.tally(Outcome.LEFT_OUT, "script-dropped", "the text", what)
        return "".join([*kept, text[position:]])

    def _attribute(self, match: re.Match[str]) -> str:
        what = "An attribute such as {: .class} does nothing here and was removed."
        self.report.tally(Outcome.REPAIRED, "attributes-removed", match[0].strip()[:100], what)
        return ""

    def _image(self, match: re.Match[str]) -> str:
        values = {name.lower(): unescape(one or two) for name, one, two in _ATTRIBUTE.findall(match[1])}
        if not values.get("src"):
            return ""
        what = "An HTML image was turned into a Markdown image."
        self.report.tally(Outcome.REPAIRED, "image-converted", values["src"][:100], what)
        alt = re.sub(r"[\[\]\n]", " ", values.get("alt", "")).strip()
        return f"![{alt}]({values['src'].strip().replace(' ', '%20')})"

    def _link(self, match: re.Match[str]) -> str:
        image, label, address, blanks, title = match.groups()
        if blanks and not title:
            what = "A blank at the end of an address was removed."
            self.report.tally(Outcome.REPAIRED, "blank-in-address", address[:100], what)
        if address and not address.startswith("#") and not self._may_stay(address, bool(image)):
            self.report.left_out("link-dropped", label[:100], f'The address "{address[:100]}" is not safe.')
            return label
        return f"{image}[{label}]({address}{' ' + title if title else ''})"

    def _may_stay(self, address: str, is_image: bool) -> bool:
        if web_address(address) or re.match(r"(mailto|tel):", address, re.IGNORECASE):
            return True
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", address):
            return False
        if address not in self.local:
            self.local.append(address)
        code = "image-local" if is_image else "link-local"
        kind = "An image" if is_image else "A link"
        what = f"{kind} leads into the old site; give it a full address or bring the file along."
        self.report.tally(Outcome.NOTED, code, address[:100], what)
        return True
