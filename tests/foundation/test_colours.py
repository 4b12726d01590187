import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.foundation.colours import INK, MOON, NIGHT, PAPER, contrast, luminance, mix, readable, text_on

any_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the grey that just fails
        ("#767676", "#ffffff", 4.54),  # the grey that just passes
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#008000", "#ffffff", 5.14),
    ],
)
def test_contrast_agrees_with_the_published_pairs(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


def test_luminance_runs_from_black_to_white() -> None:
    assert (luminance("#000000"), round(luminance("#ffffff"), 9)) == (0.0, 1.0)


@pytest.mark.parametrize(
    "wrong", ["", "red", "#fff", "#12345g", "#1234567", "1f3a68", "#1f3a68\n", "#1f3a68;"]
)
def test_what_is_not_a_colour_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a colour like #1f3a68"):
        luminance(wrong)


def test_a_colour_that_reads_well_stays_as_it_is() -> None:
    assert readable("#1f3a68", PAPER) == "#1f3a68"


@given(
    any_colour, st.sampled_from([PAPER, NIGHT, INK, MOON, "#ffffff", "#000000"]), st.sampled_from([3.0, 4.5])
)
def test_a_readable_colour_always_reaches_the_ratio_on_our_papers(
    colour: str, paper: str, ratio: float
) -> None:
    assert contrast(readable(colour, paper, ratio), paper) >= ratio


@given(any_colour, any_colour)
def test_a_readable_colour_always_reaches_the_ratio_on_any_background(colour: str, background: str) -> None:
    assert contrast(readable(colour, background), background) >= 4.5


@given(any_colour)
def test_text_on_any_colour_can_be_read(background: str) -> None:
    assert contrast(text_on(background), background) >= 4.0
    assert contrast(text_on(background), background) == max(
        contrast("#ffffff", background), contrast(INK, background)
    )


def test_text_is_white_on_dark_colours_and_ink_on_light_ones() -> None:
    assert (text_on("#1f3a68"), text_on("#d9822b")) == ("#ffffff", INK)


def test_a_mix_stands_between_its_colours() -> None:
    assert mix("#ffffff", "#000000", 0.5) == "#808080"
    assert (mix("#123456", "#abcdef", 1), mix("#123456", "#abcdef", 0)) == ("#123456", "#abcdef")
