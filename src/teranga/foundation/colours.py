"""Contrast by WCAG 2.2: relative luminance, contrast ratio, and colours moved until they can be read."""

from __future__ import annotations

import colorsys
import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
PAPER, INK = "#fbf8f2", "#1d1a16"
NIGHT, MOON = "#171511", "#efe8dc"
READABLE = 4.5  # the ratio that WCAG 2.2 AA asks of text


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#rrggbb", 0 to 255. Raises ValueError for anything else."""
    if not HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour like #1f3a68")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_on(background: str) -> str:
    """White paper or dark ink, whichever reads better on the background."""
    return max(("#ffffff", INK), key=lambda text: contrast(text, background))


def readable(colour: str, background: str, ratio: float = READABLE) -> str:
    """The colour itself, or the nearest lightness of it that reaches the ratio on the background."""
    if contrast(colour, background) >= ratio:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in channels(colour)))
    darker = luminance(background) > 0.18
    for step in range(1, 101):
        moved = lightness * (1 - step / 100) if darker else lightness + (1 - lightness) * step / 100
        candidate = "#" + "".join(
            f"{round(channel * 255):02x}" for channel in colorsys.hls_to_rgb(hue, moved, saturation)
        )
        if contrast(candidate, background) >= ratio:
            return candidate
    return INK if darker else "#ffffff"


def mix(colour: str, other: str, share: float) -> str:
    """`share` of the first colour in the second, per channel."""
    return "#" + "".join(
        f"{round(one * share + two * (1 - share)):02x}"
        for one, two in zip(channels(colour), channels(other), strict=True)
    )
