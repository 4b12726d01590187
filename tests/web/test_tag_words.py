"""Tags as readers of another language meet them."""

from __future__ import annotations

from django.utils import translation

from teranga.web.tag_words import tag_words


def test_a_common_subject_is_told_in_the_readers_language_and_others_as_written() -> None:
    with translation.override("fr"):
        told = [tag_words(tag) for tag in ("Open Data", "open-data", "workshops", "Aného")]
    assert told == ["données ouvertes", "données ouvertes", "ateliers", "Aného"]
