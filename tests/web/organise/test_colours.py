"""How well text reads on a community's colours, as the desk tells it."""

from __future__ import annotations

from django.utils import translation

from teranga.web.organise.colours import swatches


def test_a_contrast_is_written_with_the_readers_decimal_mark() -> None:
    told = {}
    for language in ("en", "fr", "es"):
        with translation.override(language):
            told[language] = [swatch.ratio for swatch in swatches("#1f3a6b", "#d9822b")]
    assert told == {"en": ["11.2:1", "5.9:1"], "fr": ["11,2:1", "5,9:1"], "es": ["11,2:1", "5,9:1"]}
